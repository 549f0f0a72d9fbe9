package render

import (
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
)

func TestNothingLeftIsAnError(t *testing.T) {
	drop := func(fn.Input) fn.Outcome { return fn.Outcome{} }
	for name, files := range map[string]string{
		"kustomization": kustomizations["function in the root"].files,
		"folder":        "-- app.yaml --\n<app.yaml\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Dir(writePackage(t, files), Options{Function: drop})
			require.ErrorIs(t, err, ErrNothingLeft)
		})
	}
}

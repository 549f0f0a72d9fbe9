package render

import (
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/krm"
)

func TestNothingLeftIsAnError(t *testing.T) {
	drop := func(krm.Input) krm.Outcome { return krm.Outcome{} }
	for name, files := range map[string]string{
		"kustomization": kustomizations["function in the root"].files,
		"folder":        "-- app.yaml --\n<app.yaml\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Dir(writePackage(t, files), Options{Function: runOnly(drop)})
			require.ErrorIs(t, err, ErrNothingLeft)
		})
	}
}

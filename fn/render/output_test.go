package render

import (
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn"
)

func TestCreatingWhatIsThereIsAnError(t *testing.T) {
	twice := func(in fn.Input) fn.Outcome {
		return fn.Outcome{Items: append(in.Items, in.Items[0].Copy())}
	}
	_, err := Dir(writePackage(t, kustomizations["function in the root"].files), Options{Function: twice})
	require.ErrorContains(t, err, "which the package has already")
}

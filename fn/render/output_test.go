package render

import (
	"testing"

	"github.com/stretchr/testify/require"

	"modelhost.dev/scale-modelhosts/fn/krm"
)

func TestCreatingAnExistingObjectIsAnError(t *testing.T) {
	twice := func(in krm.Input) krm.Outcome {
		return krm.Outcome{Items: append(in.Items, in.Items[0].Copy())}
	}
	_, err := Dir(writePackage(t, kustomizations["function in the root"].files), Options{Function: runOnly(twice)})
	require.ErrorContains(t, err, "which the package has already")
}

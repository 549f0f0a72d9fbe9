package lazyregexp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"modelhost.dev/scale-modelhosts/fn/lazyregexp"
)

func TestMatchString(t *testing.T) {
	p := lazyregexp.New(`^a+$`)
	assert.True(t, p.MatchString("aa"))
	assert.False(t, p.MatchString("ab"))
	assert.Equal(t, `^a+$`, p.Regexp().String())
	assert.Same(t, p.Regexp(), p.Regexp())
}

func TestCompilesWhenFirstUsed(t *testing.T) {
	p := lazyregexp.New(`(`)
	assert.Panics(t, func() { p.MatchString("") })
}

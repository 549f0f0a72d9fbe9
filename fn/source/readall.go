package source

import (
	"bytes"
	"io"
	"os"
)

// ReadAll reads like io.ReadAll, but does not repeatedly copy a large text as it grows. It reads
// the text in one piece if its size is known, and otherwise in pieces that it joins once.
func ReadAll(r io.Reader) ([]byte, error) {
	next := firstPiece
	if file, ok := r.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() && info.Size() < mostAhead {
			next = max(next, int(info.Size())+1) // one more byte, to reach EOF
		}
	}
	var pieces [][]byte
	piece := make([]byte, 0, next)
	for {
		n, err := r.Read(piece[len(piece):cap(piece)])
		piece = piece[:len(piece)+n]
		switch {
		case err != nil && len(pieces) == 0:
			return piece, unlessEnd(err)
		case err != nil:
			return bytes.Join(append(pieces, piece), nil), unlessEnd(err)
		case len(piece) == cap(piece):
			pieces = append(pieces, piece)
			next = min(2*next, largestPiece)
			piece = make([]byte, 0, next)
		}
	}
}

func unlessEnd(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

const (
	firstPiece   = 64 << 10
	largestPiece = 4 << 20
	// mostAhead limits the memory allocated for the size that a file claims to have.
	mostAhead = 1 << 30
)

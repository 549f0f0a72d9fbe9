module modelhost.dev/scale-modelhosts/testdata/hosts/harness

go 1.26.3

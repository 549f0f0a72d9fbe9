package scaler

// beside is what KEDA checks beside its structs, by trigger type.
var beside = map[string]func(*judge){}

package keda

// Prometheus authModes, case-sensitive, separated by commas: KEDA 2.21.0,
// pkg/scalers/authentication/authentication_types.go.
const (
	AuthModeAPIKey = "apiKey"
	AuthModeBasic  = "basic"
	AuthModeTLS    = "tls"
	AuthModeBearer = "bearer"
	AuthModeCustom = "custom"
	AuthModeOAuth  = "oauth"
)

// AuthModes returns all Prometheus authModes, sorted.
func AuthModes() []string {
	return []string{AuthModeAPIKey, AuthModeBasic, AuthModeBearer, AuthModeCustom, AuthModeOAuth, AuthModeTLS}
}

// requiredParameters are the parameters without which a mode sends no credential. Each inner list
// contains alternatives.
var requiredParameters = map[string][][]string{
	AuthModeBearer: {{"bearerToken", "token"}},
	AuthModeBasic:  {{"username"}},
	AuthModeTLS:    {{"cert"}, {"key"}},
	AuthModeCustom: {{"customAuthHeader"}, {"customAuthValue"}},
	AuthModeAPIKey: {{"apiKey"}},
	AuthModeOAuth:  {{"oauthTokenURI"}, {"clientID"}},
}

// RequiredParameters returns the parameters that a TriggerAuthentication must provide for an
// authMode: one of each inner list.
func RequiredParameters(mode string) [][]string { return requiredParameters[mode] }

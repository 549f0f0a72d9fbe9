package scaler

// stackCloud is the cloud whose addresses are in a file of KEDA's pod.
const stackCloud = "AzureStackCloud"

var (
	// environments are the clouds of pkg/scalers/azure/cloud_config.go.
	environments = []string{"AzurePublicCloud", "AzureCloud", "AzureUSGovernment", "AzureUSGovernmentCloud", "AzureChinaCloud", "AzureGermanCloud", stackCloud}
	// clouds are the clouds of azure_cloud_environment.go and azure_app_insights.go.
	clouds = []string{"AzurePublicCloud", "AzureUSGovernmentCloud", "AzureChinaCloud"}

	connection   = []string{"connection"}
	accountName  = []string{"accountName"}
	activeLogin  = []string{"activeDirectoryClientId", "activeDirectoryClientPassword"}
	principal    = []string{"tenantId", "clientId", "clientSecret"}
	enable       = []string{"enable"}
	cloudLogin   = []string{"cloudID", "apiKey"}
	addressLogin = []string{"addresses", "username", "password"}
)

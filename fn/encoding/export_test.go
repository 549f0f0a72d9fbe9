package encoding

var (
	SimpleScalar = simpleScalar
	ParsedScalar = parsedScalar
	CanBePlain   = canBePlain
)

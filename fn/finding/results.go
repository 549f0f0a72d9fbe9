package finding

// Result is a finding as KRM functions hand it to their host.
type Result struct {
	// Message is the finding's message and hint.
	Message  string   `json:"message"`
	Severity Severity `json:"severity"`
	// ResourceRef, Field and File are nil where the finding is not about one.
	ResourceRef *Resource `json:"resourceRef,omitempty"`
	Field       *FieldRef `json:"field,omitempty"`
	File        *FileRef  `json:"file,omitempty"`
	// Tags hold the rule.
	Tags map[string]string `json:"tags,omitempty"`
}

// FieldRef is the field that a result is about.
type FieldRef struct {
	Path string `json:"path"`
}

// FileRef is the file that a result is about.
type FileRef struct {
	Path string `json:"path"`
}

// Results are the findings as results of a KRM function. The rule is a tag.
func (l List) Results() []Result {
	results := make([]Result, 0, len(l))
	for _, f := range l {
		r := Result{Message: f.text(), Severity: f.Severity, Tags: map[string]string{"rule": f.Rule}}
		if f.Resource != (Resource{}) {
			r.ResourceRef = &f.Resource
		}
		if f.Field != "" {
			r.Field = &FieldRef{f.Field}
		}
		if f.File != "" {
			r.File = &FileRef{f.File}
		}
		results = append(results, r)
	}
	return results
}

package finding

// Result is a finding in the form of the KRM functions specification.
type Result struct {
	// Message is the finding's message and hint.
	Message  string   `json:"message"`
	Severity Severity `json:"severity"`
	// ResourceRef, Field and File are nil if the finding is not about one.
	ResourceRef *ResourceRef `json:"resourceRef,omitempty"`
	Field       *FieldRef    `json:"field,omitempty"`
	File        *FileRef     `json:"file,omitempty"`
	// Tags hold the rule.
	Tags map[string]string `json:"tags,omitempty"`
}

// ResourceRef is the object that a result is about.
type ResourceRef struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind,omitempty"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name,omitempty"`
}

// FieldRef is the field that a result is about.
type FieldRef struct {
	Path string `json:"path"`
}

// FileRef is the file that a result is about.
type FileRef struct {
	Path string `json:"path"`
}

// Results returns the findings as results of a KRM function. The rule is a tag.
func (l List) Results() []Result {
	results := make([]Result, 0, len(l))
	for _, f := range l {
		r := Result{Message: f.text(), Severity: f.Severity, Tags: map[string]string{"rule": f.Rule}}
		if f.Resource != (Resource{}) {
			ref := ResourceRef(f.Resource)
			r.ResourceRef = &ref
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

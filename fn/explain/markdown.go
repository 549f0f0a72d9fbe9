package explain

import (
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/report"
)

// mostComment is how long a comment of a pull request may be: GitHub takes 65,536
// characters. What follows the scalings fits into the rest.
const mostComment = 60_000

// markdown is for pull requests: a heading and tables for each.
func markdown(w io.Writer, e Explanation) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n", escape(report.Count(e.All)))
	for i, s := range e.Scalings {
		part := inMarkdown(s, aRun(e))
		if b.Len()+len(part) > mostComment {
			fmt.Fprintf(&b, "\n%d more are left out, for a comment has an end: see `explain --format text`.\n", len(e.Scalings)-i)
			break
		}
		b.WriteString(part)
	}
	if len(e.Scalings) == 0 {
		b.WriteString("\n" + none + "\n")
	}
	bullets(&b, aRun(e)+", besides", e.Changes)
	bullets(&b, "found, besides", lines(e.Findings))
	text := b.String()
	if len(text) > mostComment+4_000 {
		text = strings.ToValidUTF8(text[:mostComment+4_000], "") + " …\n"
	}
	_, err := io.WriteString(w, text)
	return err
}

func inMarkdown(s Scaling, run string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n### %s\n", escape(s.Resource.String()))
	if about := strings.TrimSpace(strings.TrimPrefix(title(s), s.Resource.String())); about != "" {
		b.WriteString("\n" + escape(about) + "\n")
	}
	b.WriteString("\n| value | is | from |\n| --- | --- | --- |\n")
	for _, v := range s.Values {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", escape(label(v.Field)), escape(v.Value), escape(v.From.String()))
	}
	if len(s.Triggers) == 0 {
		b.WriteString("\nScales on nothing.\n")
	} else {
		b.WriteString("\n| trigger | scales when | from |\n| --- | --- | --- |\n")
	}
	for _, t := range s.Triggers {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", escape(t.Name), escape(t.Means), escape(t.From.String()))
	}
	bullets(&b, "at rest", s.Rest)
	bullets(&b, run, s.Changes)
	bullets(&b, "found", lines(s.Findings))
	return b.String()
}

func bullets(b *strings.Builder, name string, all []string) {
	if len(all) == 0 {
		return
	}
	b.WriteString("\n" + strings.ToUpper(name[:1]) + name[1:] + ":\n\n")
	for _, s := range all {
		b.WriteString("- " + escape(s) + "\n")
	}
}

// escape keeps what a package says from being Markdown, a cell's end, HTML or the
// name of somebody who would be told.
func escape(s string) string { return escapes.Replace(plain(s)) }

var escapes = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`,
	"&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "&#64;", "#", "&#35;", "$", "&#36;",
)

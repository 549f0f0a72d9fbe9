package explain

import (
	"fmt"
	"io"
	"strings"

	"modelhost.dev/scale-modelhosts/fn/report"
)

// maxComment is the size after which writeMarkdown leaves out ScaledObjects. GitHub accepts
// pull request comments of 65,536 characters. What follows fits into the rest.
const maxComment = 60_000

// writeMarkdown writes for pull requests: a heading and tables for each ScaledObject.
func writeMarkdown(w io.Writer, e Explanation) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n", escape(report.Count(e.All)))
	for i, s := range e.Scalings {
		part := markdownOf(s, changesTitle(e))
		if b.Len()+len(part) > maxComment {
			fmt.Fprintf(&b, "\n%d more omitted because GitHub limits the size of comments. See `explain --output text`.\n", len(e.Scalings)-i)
			break
		}
		b.WriteString(part)
	}
	if len(e.Scalings) == 0 {
		b.WriteString("\n" + nothingText + "\n")
	}
	bullets(&b, "other "+changesTitle(e), e.Changes)
	bullets(&b, "other findings", lines(e.Findings))
	text := b.String()
	if len(text) > maxComment+4_000 {
		text = strings.ToValidUTF8(text[:maxComment+4_000], "") + " …\n"
	}
	_, err := io.WriteString(w, text)
	return err
}

func markdownOf(s Scaling, run string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n### %s\n", escape(resourceName(s)))
	b.WriteString("\n" + escape(subtitle(s)) + "\n")
	b.WriteString("\n| field | value | source |\n| --- | --- | --- |\n")
	for _, v := range s.Values {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", escape(label(v.Field)), escape(v.Value), escape(v.Source.String()))
	}
	if len(s.Triggers) == 0 {
		b.WriteString("\nNo triggers.\n")
	} else {
		b.WriteString("\n| trigger | scales when | source |\n| --- | --- | --- |\n")
	}
	for _, t := range s.Triggers {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", escape(t.Name), escape(t.Description), escape(t.Source.String()))
	}
	bullets(&b, "idle", s.Idle)
	bullets(&b, run, s.Changes)
	bullets(&b, "findings", lines(s.Findings))
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

// escape keeps text of a package from being read as Markdown, HTML, the end of a cell, or
// the name of a user, whom GitHub would notify.
func escape(s string) string { return escapes.Replace(plain(s)) }

var escapes = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`,
	"&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "&#64;", "#", "&#35;", "$", "&#36;",
)

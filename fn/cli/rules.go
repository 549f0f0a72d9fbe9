package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"modelhost.dev/scale-modelhosts/fn"
	"modelhost.dev/scale-modelhosts/fn/finding"
	"modelhost.dev/scale-modelhosts/fn/report"
	"modelhost.dev/scale-modelhosts/fn/suggest"
)

// ruleInfo is a rule in JSON.
type ruleInfo struct {
	ID          string           `json:"id"`
	Severity    finding.Severity `json:"severity"`
	Summary     string           `json:"summary"`
	Consequence string           `json:"consequence"`
	URL         string           `json:"url"`
}

func newRules() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "rules [ID]...",
		Short: "List the rules, or explain some of them",
		Long: `List all rules, one per line. With IDs, explain these rules: what each reports, and
what would happen on a cluster without it. The IDs are at the end of each finding.`,
		Example: `  scale-modelhosts rules
  scale-modelhosts rules never-wakes`,
		Args: cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return ruleIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, ids []string) error {
			write, known := map[string]func(io.Writer, []ruleInfo) error{"text": listRules, "json": rulesAsJSON}[format]
			if !known {
				return usageError{fmt.Errorf("--output: unknown format %q; use json or text", format)}
			}
			if len(ids) > 0 && format == "text" {
				write = explainRules
			}
			rules, err := findRules(ids)
			if err != nil {
				return err
			}
			if err := write(cmd.OutOrStdout(), rules); err != nil {
				return fmt.Errorf("writing stdout: %w", err)
			}
			return nil
		},
	}
	outputFlag(cmd, &format, []string{"json", "text"})
	return cmd
}

func ruleIDs() []string {
	var ids []string
	for _, r := range fn.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

// findRules returns the rules with the IDs, or all rules if there are no IDs.
func findRules(ids []string) ([]ruleInfo, error) {
	var found []ruleInfo
	all := fn.Rules()
	for _, r := range all {
		if len(ids) == 0 {
			found = append(found, infoOf(r))
		}
	}
	for _, id := range ids {
		i := slices.IndexFunc(all, func(r finding.Rule) bool { return r.ID == id })
		if i < 0 {
			hint := "scale-modelhosts rules lists all"
			if near, ok := suggest.Closest(id, ruleIDs()); ok {
				hint = "did you mean " + near + "?"
			}
			return nil, usageError{fmt.Errorf("there is no rule %q; %s", id, hint)}
		}
		found = append(found, infoOf(all[i]))
	}
	return found, nil
}

func infoOf(r finding.Rule) ruleInfo {
	return ruleInfo{r.ID, r.Severity, r.Summary, r.Consequence, report.RuleURI(r.ID)}
}

func listRules(w io.Writer, rules []ruleInfo) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rules {
		fmt.Fprintf(table, "%s\t%s\t%s\n", r.ID, r.Severity, r.Summary) // Flush returns the error
	}
	return table.Flush()
}

func explainRules(w io.Writer, rules []ruleInfo) error {
	var b strings.Builder
	for i, r := range rules {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s (%s)\n  reports       %s\n  on a cluster  %s\n  example       %s\n", r.ID, r.Severity, r.Summary, r.Consequence, r.URL)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func rulesAsJSON(w io.Writer, rules []ruleInfo) error { return report.Encode(w, rules) }

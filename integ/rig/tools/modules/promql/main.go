// Reads rule files of Prometheus as Prometheus does, and says what is wrong with them: a file that it would not load fails.
// The arguments are files of rules; lines of standard input are expressions, such as those of a dashboard.
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

const version = "0.308.1"

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--version" {
		fmt.Println("promql-check", version)
		return
	}
	failed := false
	say := func(where string, err error) {
		failed = true
		fmt.Fprintf(os.Stderr, "%s: %v\n", where, err)
	}
	for _, file := range os.Args[1:] {
		groups, errs := rulefmt.ParseFile(file, false, model.UTF8Validation)
		for _, err := range errs {
			say(file, err)
		}
		if groups == nil {
			continue
		}
		for _, group := range groups.Groups {
			for _, rule := range group.Rules {
				fmt.Println("rule", rule.Alert, rule.Expr)
			}
		}
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if _, err := parser.ParseExpr(lines.Text()); err != nil {
			say(lines.Text(), err)
			continue
		}
		fmt.Println("expression", lines.Text())
	}
	if failed {
		os.Exit(1)
	}
}

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"testing"
)

// TestMain is examples/verify_webhook.go with a handler that ends when, and as, a line on standard input says.
func TestMain(*testing.M) {
	lines := bufio.NewScanner(os.Stdin)
	serve(func(eventType string, _ []byte) error {
		fmt.Println("handling", eventType)
		lines.Scan()
		if lines.Text() == "fail" {
			return errors.New("as told")
		}
		return nil
	})
}

package main

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"
)

type delivery struct {
	Secret  string
	Headers map[string]string
	Body    []byte
	At      int
	Bits    byte
}

// TestJudge reads deliveries, one JSON object a line, and writes what Verify says of each.
func TestJudge(t *testing.T) {
	in, err := os.Open(os.Getenv("DELIVERIES"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(os.Getenv("ANSWERS"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	lines, answers := json.NewDecoder(bufio.NewReader(in)), json.NewEncoder(out)
	for lines.More() {
		var one delivery
		if err := lines.Decode(&one); err != nil {
			t.Fatal(err)
		}
		headers := http.Header{}
		for name, value := range one.Headers {
			headers.Set(name, value)
		}
		accepts := func() bool {
			id, err := Verify(headers, one.Body, []string{one.Secret}, time.Now())
			return err == nil && id == one.Headers["webhook-id"]
		}
		raw := accepts()
		one.Body[one.At] ^= one.Bits
		if err := answers.Encode(map[string]bool{"raw": raw, "changed": accepts()}); err != nil {
			t.Fatal(err)
		}
	}
}

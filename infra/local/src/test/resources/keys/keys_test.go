package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

// What examples/verify_webhook.go makes of secrets: the keys that the server signs with.

func TestKeys(t *testing.T) {
	text, err := os.ReadFile("standard-keys.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Name, Secret, Key string }
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, one := range cases {
		if key := hex.EncodeToString(standardKey(one.Secret)); key != one.Key {
			t.Errorf("%s: %s", one.Name, key)
		}
	}
	fmt.Println(len(cases), "keys")
}

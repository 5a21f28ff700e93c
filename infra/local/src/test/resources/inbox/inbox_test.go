package main

import (
	"strconv"
	"testing"
	"time"
)

// What examples/verify_webhook.go keeps, and for how long.

func nothing() error { return nil }

func expect(t *testing.T, inbox *Inbox, id string, expected Outcome) {
	t.Helper()
	if outcome, err := inbox.Once(id, nothing); outcome != expected || err != nil {
		t.Fatal(id, outcome, err)
	}
}

func TestTheOldestAreForgottenBeyondTheMost(t *testing.T) {
	inbox := NewInbox()
	for n := 0; n < 100_000; n++ {
		expect(t, inbox, strconv.Itoa(n), Received)
	}
	expect(t, inbox, "0", Duplicate)
	expect(t, inbox, "one more", Received)
	expect(t, inbox, "1", Duplicate)
	expect(t, inbox, "0", Received)
}

func TestAnIdIsKeptForAsLongAsItComesAgain(t *testing.T) {
	const days = 37 * 24 * time.Hour
	inbox := NewInbox()
	expect(t, inbox, "a", Received)
	inbox.order[0].at = time.Now().Add(time.Minute - days)
	expect(t, inbox, "a", Duplicate)
	inbox.order[0].at = time.Now().Add(-time.Minute - days)
	expect(t, inbox, "a", Received)
}

func TestAPanicForgets(t *testing.T) {
	inbox := NewInbox()
	func() {
		defer func() { _ = recover() }()
		_, _ = inbox.Once("a", func() error { panic("as told") })
	}()
	expect(t, inbox, "a", Received)
}

// Receive and verify deliveries of Continuum Webhooks in Go 1.21 or later, with the standard library only.
//
//	WEBHOOK_SECRET=whs_... go run verify_webhook.go
//
// WEBHOOK_SECRET is the webhook's secret, or its public key (whpk_...) if it signs with Ed25519; during a rotation the new
// and the old one, separated by a comma. For a webhook of the format cloudevents-binary set WEBHOOK_FORMAT to that name.
// Copy Verify, CheckKeys, EventType and Inbox into your own program; main is a receiver to try them with.
package main

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Tolerance is how far the signed time may be away from now, both ways.
const Tolerance = 5 * time.Minute

// ComesAgain is for how long a delivery may come again: it can be sent anew while its record lives, 30 days
// (RETENTION_DAYS), and is then tried for at most 7 more (4 of schedule, 3 of waiting).
const ComesAgain = 37 * 24 * time.Hour

// mostKept is how many ids are kept; beyond it the oldest are forgotten before their time.
const mostKept = 100_000

const publicKey = "whpk_"

// maxBody is more than the largest delivery has.
const maxBody = 1 << 20

// ErrInvalid says that the delivery must be answered with a 4xx and not be acted upon.
var ErrInvalid = errors.New("invalid signature")

// errNoSecret: anybody can sign with an empty one, so a forgotten setting must not open the door.
var errNoSecret = errors.New("at least one secret is needed, and none may be empty")

var encodedRight = regexp.MustCompile(`^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$`)

// Verify verifies a delivery of any format but slack and discord by its raw body, and returns its id, the same for
// every attempt. Keys are `secret` or `standard_secret`, or `public_key` (whpk_...) of a webhook that signs with Ed25519;
// during a rotation the new and the old one.
func Verify(headers http.Header, body []byte, keys []string, now time.Time) (string, error) {
	if err := CheckKeys(keys); err != nil {
		return "", err
	}
	for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
		if len(headers.Values(name)) != 1 {
			return "", fmt.Errorf("%w: header %s is missing or there twice", ErrInvalid, name)
		}
	}
	id, timestamp := headers.Get("webhook-id"), headers.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return "", fmt.Errorf("%w: webhook-timestamp is no number", ErrInvalid)
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > Tolerance || age < -Tolerance {
		return "", fmt.Errorf("%w: signed too long ago, or a clock is wrong", ErrInvalid)
	}
	message := append([]byte(id+"."+timestamp+"."), body...)
	for _, signature := range strings.Split(headers.Get("webhook-signature"), " ") {
		for _, key := range keys {
			if signed(signature, message, key) {
				return id, nil
			}
		}
	}
	return "", fmt.Errorf("%w: no signature is right", ErrInvalid)
}

// CheckKeys returns an error if there is no key, one is empty, or a public key is malformed. Call it when your service
// starts.
func CheckKeys(keys []string) error {
	if len(keys) == 0 {
		return errNoSecret
	}
	for _, key := range keys {
		if key == "" {
			return errNoSecret
		}
		if encoded, isPublic := strings.CutPrefix(key, publicKey); isPublic {
			if point, ok := decoded(encoded); !ok || len(point) != ed25519.PublicKeySize {
				return errors.New("a public key is whpk_ and the base64 of 32 bytes")
			}
		}
	}
	return nil
}

// signed tells whether the key made the signature: v1,... with a secret, v1a,... with the public key's private one. A
// public key is no secret: it must never be taken for the key of an HMAC.
func signed(signature string, message []byte, key string) bool {
	version, encoded, _ := strings.Cut(signature, ",")
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return false
	}
	if encodedKey, isPublic := strings.CutPrefix(key, publicKey); isPublic {
		point, _ := decoded(encodedKey) // CheckKeys saw to it
		return version == "v1a" && ed25519.Verify(point, message, raw)
	}
	mac := hmac.New(sha256.New, standardKey(key))
	mac.Write(message)
	return version == "v1" && hmac.Equal(raw, mac.Sum(nil))
}

func standardKey(secret string) []byte {
	if encoded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		if key, ok := decoded(encoded); ok && len(key) >= 16 {
			return key
		}
	}
	return []byte(secret)
}

// decoded decodes base64 as the server does: padded in full or not at all, whatever the bits that are left over.
func decoded(text string) ([]byte, bool) {
	if !encodedRight.MatchString(text) {
		return nil, false
	}
	bytes, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	return bytes, err == nil
}

// EventType returns the type of a delivery's event.
//
// Binary is whether the webhook's format is cloudevents-binary. Only then the type is read from the header ce-type, and
// not from the body, which is nothing but the data. That header is not signed: in any other format, where the body has the
// type, whoever passes a delivery on could add one.
func EventType(headers http.Header, body []byte, binary bool) (string, error) {
	if binary {
		if inHeader := headers.Get("ce-type"); inHeader != "" {
			return inHeader, nil
		}
		return "", errors.New("no ce-type")
	}
	// Not a struct: that would take "Type" for "type".
	var event map[string]json.RawMessage
	if err := json.Unmarshal(body, &event); err != nil {
		return "", err
	}
	named, found := event["event"]
	if !found {
		named = event["type"]
	}
	var name string
	err := json.Unmarshal(named, &name)
	return name, err
}

// Inbox has each delivery handled once, as long as this process lives: in memory, so neither shared nor kept.
//
// A real service replaces it by its database: Once is then one transaction that inserts the id, which is unique, and does
// the work, so that both are kept or neither is.
type Inbox struct {
	mutex    sync.Mutex
	handling map[string]bool
	handled  map[string]bool
	order    []handledAt // the oldest first
}

type handledAt struct {
	id string
	at time.Time
}

// Outcome is what became of an attempt.
type Outcome string

const (
	Received  Outcome = "received"  // the work was done, just now
	Duplicate Outcome = "duplicate" // it was done before
	Busy      Outcome = "busy"      // it is being done: answer with 503, so that the next attempt finds out how it ended
)

// NewInbox returns an empty one.
func NewInbox() *Inbox {
	return &Inbox{handling: map[string]bool{}, handled: map[string]bool{}}
}

// Once does the work unless it was done or is being done. If it fails or panics, the delivery is forgotten and its next
// attempt is handled again.
func (i *Inbox) Once(id string, work func() error) (Outcome, error) {
	if outcome := i.begin(id); outcome != Received {
		return outcome, nil
	}
	done := false
	defer func() { i.end(id, done) }()
	err := work()
	done = err == nil
	return Received, err
}

func (i *Inbox) begin(id string) Outcome {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	for len(i.order) > 0 && (len(i.order) > mostKept || time.Since(i.order[0].at) > ComesAgain) {
		delete(i.handled, i.order[0].id)
		i.order = i.order[1:]
	}
	switch {
	case i.handled[id]:
		return Duplicate
	case i.handling[id]:
		return Busy
	}
	i.handling[id] = true
	return Received
}

func (i *Inbox) end(id string, done bool) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	delete(i.handling, id)
	if done {
		i.handled[id] = true
		i.order = append(i.order, handledAt{id, time.Now()})
	}
}

// actUpon is what you do with an event. Return an error to have it delivered again.
func actUpon(eventType string, body []byte) error {
	fmt.Println("received", eventType)
	return nil
}

func main() {
	serve(actUpon)
}

func serve(handler func(eventType string, body []byte) error) {
	keys := strings.FieldsFunc(os.Getenv("WEBHOOK_SECRET"), func(c rune) bool { return c == ',' })
	if err := CheckKeys(keys); err != nil {
		log.Fatal("WEBHOOK_SECRET: ", err)
	}
	binary := os.Getenv("WEBHOOK_FORMAT") == "cloudevents-binary"
	inbox := NewInbox()
	http.HandleFunc("/webhooks", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			http.Error(w, "body too large", http.StatusRequestEntityTooLarge)
			return
		}
		if err != nil {
			http.Error(w, "unreadable body", http.StatusBadRequest)
			return
		}
		id, err := Verify(r.Header, body, keys, time.Now())
		if err != nil {
			fmt.Println("refused:", err)
			http.Error(w, "Invalid signature", http.StatusUnauthorized)
			return
		}
		outcome, err := inbox.Once(id, func() error {
			eventType, err := EventType(r.Header, body, binary)
			if err != nil {
				return err
			}
			return handler(eventType, body)
		})
		switch {
		case err != nil:
			fmt.Printf("failed: %T: %v\n", err, err)
			http.Error(w, "try again", http.StatusInternalServerError)
		case outcome == Busy:
			w.Header().Set("Retry-After", "1")
			http.Error(w, string(outcome), http.StatusServiceUnavailable)
		default:
			fmt.Fprintln(w, outcome)
		}
	})
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("LISTENING", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, nil))
}

// Receive and verify deliveries of Continuum Webhooks in Go 1.21 or later, with the standard library only.
//
//	WEBHOOK_SECRET=whs_... PORT=3000 go run verify_webhook.go
//
// During a rotation WEBHOOK_SECRET holds the new and the old secret, separated by a comma. Copy Verify and Seen into
// your own program; main is a receiver to try them with.
package main

import (
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
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Tolerance is how far the signed time may be away from now, both ways.
const Tolerance = 5 * time.Minute

// maxBody is more than the largest delivery has.
const maxBody = 1 << 20

// ErrInvalid says that the delivery must be answered with a 4xx and not be acted upon.
var ErrInvalid = errors.New("invalid signature")

// Verify verifies a delivery of any format but slack and discord by its raw body, and returns its id, the same for
// every attempt. Secrets are `secret` or `standard_secret`; during a rotation the new and the old one.
func Verify(headers http.Header, body []byte, secrets []string, now time.Time) (string, error) {
	if len(secrets) == 0 || slices.Contains(secrets, "") {
		// Anybody can sign with an empty one: a forgotten setting must not open the door.
		return "", errors.New("at least one secret is needed, and none may be empty")
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
	for _, signature := range strings.Split(headers.Get("webhook-signature"), " ") {
		encoded, isHmac := strings.CutPrefix(signature, "v1,")
		raw, err := base64.StdEncoding.DecodeString(encoded)
		if !isHmac || err != nil {
			continue // Ed25519, or a version to come
		}
		for _, secret := range secrets {
			mac := hmac.New(sha256.New, standardKey(secret))
			fmt.Fprintf(mac, "%s.%s.", id, timestamp)
			mac.Write(body)
			if hmac.Equal(raw, mac.Sum(nil)) {
				return id, nil
			}
		}
	}
	return "", fmt.Errorf("%w: no signature is right", ErrInvalid)
}

func standardKey(secret string) []byte {
	if encoded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		if key, err := base64.StdEncoding.DecodeString(encoded); err == nil && len(key) >= 16 {
			return key
		}
	}
	return []byte(secret)
}

// Seen remembers delivery ids for at least the tolerance. One process only: share a database between several.
type Seen struct {
	mutex sync.Mutex
	until map[string]time.Time
}

// FirstTime tells whether the id is new.
func (s *Seen) FirstTime(id string, now time.Time) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.until == nil {
		s.until = map[string]time.Time{}
	}
	for old, until := range s.until {
		if until.Before(now) {
			delete(s.until, old)
		}
	}
	if _, known := s.until[id]; known {
		return false
	}
	s.until[id] = now.Add(2 * Tolerance)
	return true
}

// Forget is called when acting upon the delivery failed, so that its next attempt is acted upon.
func (s *Seen) Forget(id string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.until, id)
}

// actUpon is what you do with an event. Return an error to have it delivered again.
func actUpon(body []byte) error {
	var event struct{ Event, Type string }
	if err := json.Unmarshal(body, &event); err != nil {
		return err
	}
	fmt.Println("received", event.Event+event.Type)
	return nil
}

func main() {
	secrets := strings.FieldsFunc(os.Getenv("WEBHOOK_SECRET"), func(c rune) bool { return c == ',' })
	if len(secrets) == 0 {
		log.Fatal("WEBHOOK_SECRET is empty")
	}
	seen := &Seen{}
	http.HandleFunc("/webhooks", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, "unreadable body", http.StatusBadRequest)
			return
		}
		id, err := Verify(r.Header, body, secrets, time.Now())
		if err != nil {
			fmt.Println("refused:", err)
			http.Error(w, "Invalid signature", http.StatusUnauthorized)
			return
		}
		if !seen.FirstTime(id, time.Now()) {
			fmt.Fprintln(w, "duplicate")
			return
		}
		done := false
		defer func() {
			if !done { // a panic too: its next attempt is no duplicate
				seen.Forget(id)
			}
		}()
		if err := actUpon(body); err != nil {
			http.Error(w, "try again", http.StatusInternalServerError)
			return
		}
		done = true
		fmt.Fprintln(w, "received")
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("LISTENING", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, nil))
}

module continuum-webhooks/examples

go 1.21

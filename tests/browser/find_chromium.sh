#!/bin/sh
# Find a Chromium for the browser tests, or install Debian's, or say what to do.
for name in "${LSTM_VIZ_CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install it (Debian: apt-get install chromium), or set LSTM_VIZ_CHROMIUM to its path." >&2
exit 1

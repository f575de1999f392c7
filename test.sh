#!/usr/bin/env bash
# Builds everything once and runs every test. Needs the .NET SDK 10, Node with npm, and Chromium, which it installs where it may.
# The last line is always "N passed, N failed, N skipped"; the exit code is 0 only when all that ran passed, and something ran.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n' "$*" >&2; }
stop() { say "error: $1"; say "fix: $2"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

command -v dotnet >/dev/null 2>&1 || stop "The .NET SDK is missing." "Install the .NET SDK 10: https://dotnet.microsoft.com/download"
command -v npm >/dev/null 2>&1 || stop "npm is missing." "Install Node with npm: https://nodejs.org, or 'apt-get install nodejs npm'"

if ! command -v chromium >/dev/null 2>&1 && [ ! -x "${PLATFORM_CHROMIUM:-/nowhere}" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing Chromium for the browser tests ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
      || say "warning: Chromium could not be installed; the browser tests will say so."
  else
    say "warning: Chromium is missing; 'sudo apt-get install chromium' lets the browser tests run."
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

say "Building ..."
if ! dotnet build Platform.sln --configuration Debug --nologo --verbosity quiet >"$log" 2>&1; then
  grep -E "error" "$log" | sort -u | head -40 >&2 || cat "$log" >&2
  stop "The build failed." "Read the lines above."
fi

if [ "${FORMAT:-1}" != 0 ]; then
  say "Checking the layout ..."
  if ! dotnet format whitespace Platform.sln --verify-no-changes --no-restore >"$log" 2>&1; then
    grep -E "error|warning" "$log" | sort -u | head -20 >&2 || true
    stop "The layout is not as .editorconfig says." "Run 'dotnet format whitespace'."
  fi
fi

say "Testing ..."
tests=tests/Platform.IntegrationTests/bin/Debug/net10.0/Platform.IntegrationTests
code=0
"$tests" -noColor "$@" 2>&1 | tee "$log" || code=$?

# The runner's summary: "Total: 12, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.234s"
summary=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E 'Total: [0-9]+' | tail -n 1 || true)
number() { printf '%s' "$summary" | grep -oE "$1: [0-9]+" | grep -oE '[0-9]+' || echo 0; }
total=$(number Total); failed=$(( $(number Failed) + $(number Errors) )); skipped=$(number Skipped)
# What is "not run" is no test: it is the process that the crash tests start and kill.
passed=$(( total - failed - skipped - $(number 'Not Run') ))
if [ "$total" -eq 0 ]; then say "error: No test ran."; code=1; fi
if [ "$failed" -gt 0 ] && [ "$code" -eq 0 ]; then code=1; fi
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ -n "$(tail -c 1 "$log")" ]; then echo; fi # the last line stands alone
echo "$passed passed, $failed failed, $skipped skipped"
exit "$code"

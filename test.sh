#!/usr/bin/env bash
# Builds everything once and runs every test: on SQLite, and what uses a database at the same time once more on PostgreSQL.
# Needs the .NET SDK 10, Node with npm, and Chromium, PostgreSQL, bubblewrap and Python, which it installs where it may.
# The last line is always "N passed, N failed, N skipped"; the exit code is 0 only when all that ran passed, and something ran.
set -euo pipefail
# A shell without job control starts what stands in the background deaf to interrupts, and all that it starts too; some tests send one.
if [ -z "${PLATFORM_TEST_HEARS:-}" ] && env --default-signal=INT,QUIT true 2>/dev/null; then
  PLATFORM_TEST_HEARS=interrupts exec env --default-signal=INT,QUIT bash "${BASH_SOURCE[0]}" "$@"
fi
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
export DOTNET_TieredPGO=0 # many short processes: profiling costs them more than it gives

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

# Code runs in bubblewrap; inside it, python3 and node must lie where every user may read them.
missing=()
command -v bwrap >/dev/null 2>&1 || missing+=(bubblewrap)
[ -x /usr/bin/python3 ] || [ -x /usr/local/bin/python3 ] || missing+=(python3)
[ -x /usr/bin/node ] || [ -x /usr/local/bin/node ] || missing+=(nodejs)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing ${missing[*]} for the tests of the sandbox ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
      || say "warning: ${missing[*]} could not be installed; the tests of the sandbox will say so."
  else
    say "warning: missing for the sandbox: ${missing[*]}; 'sudo apt-get install ${missing[*]}' lets its tests run. They fail without it."
  fi
fi

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null 2>&1; }
if ! has_postgres && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  say "Installing PostgreSQL ..."
  # Debian would make and start a cluster of its own; the tests make theirs.
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/platform-tests.conf
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1 \
    || say "warning: PostgreSQL could not be installed."
fi
if ! has_postgres; then
  # The tests of several nodes need it too, and a missing part is a failure, never a skip.
  [ "${CI:-}" != true ] || stop "PostgreSQL is missing." "Install the package postgresql."
  say "warning: PostgreSQL is missing; 'sudo apt-get install postgresql' lets its tests run. They fail without it."
fi

logs=$(mktemp -d)
log=$logs/build
beside=""
trap '[ -z "$beside" ] || kill "$beside" 2>/dev/null || true; rm -rf "$logs"' EXIT

say "Building ..."
# One compiler for all projects saves a third of the time. It is this build's own, and ends with it.
built=0 compiler="platform-$$-$RANDOM"
dotnet build Platform.sln --configuration Debug --nologo --verbosity quiet -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" >"$log" 2>&1 || built=$?
pkill -f "VBCSCompiler.*$compiler" || true
if [ "$built" -ne 0 ]; then
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

tests=tests/Platform.IntegrationTests/bin/Debug/net10.0/Platform.IntegrationTests
code=0 total=0 failed=0 skipped=0 passed=0

# Adds up what the summary of a run says: "Total: 12, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.234s"
count() {
  local said=$1 ended=$2 summary found bad
  summary=$(sed 's/\x1b\[[0-9;]*m//g' "$said" | grep -E 'Total: [0-9]+' | tail -n 1 || true)
  number() { printf '%s' "$summary" | grep -oE "$1: [0-9]+" | grep -oE '[0-9]+' || echo 0; }
  found=$(number Total); bad=$(( $(number Failed) + $(number Errors) ))
  if [ "$ended" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; found=$(( found + 1 )); fi
  # What is "not run" is no test: it is the process that the crash tests start and kill.
  passed=$(( passed + found - bad - $(number Skipped) - $(number 'Not Run') ))
  total=$(( total + found )); failed=$(( failed + bad )); skipped=$(( skipped + $(number Skipped) ))
  if [ "$bad" -gt 0 ]; then code=1; fi
  if [ -n "$(tail -c 1 "$said")" ]; then echo; fi # the last line stands alone
}

# What measures time against a bar of what a person feels waits for a quiet machine.
busy=(-trait- needs=quiet) quiet=(-trait needs=quiet -maxThreads 1)

# Once more on PostgreSQL. Left out is what never opens a database (language, engine, models, tools and the architecture itself), and what chooses its own:
# several nodes are always on PostgreSQL, and the server that is killed again and again is on SQLite. The terminal's commands and MCP go by
# the same services as the web and the runs, whose tests are here: they run on PostgreSQL too with PLATFORM_TEST_LONG=1, which takes two minutes more.
without=()
for pure in Agents Architecture Config Engine Expressions Graph Models Sandbox Schemas Security Tools Nodes Chaos; do
  without+=(-namespace- "Platform.IntegrationTests.$pure")
done
# How pages look and how the browser's text editor and timeline behave is the same on both.
for same in EveryPage BigTimelines EditingWorkflows ComposerTable ComposedWorkflows ChatInTheBrowser InTheBrowser DebuggingARun TravelPages ControllingRuns ApprovingCalls AnswersAsTheyAreWritten; do without+=(-class- "*.$same"); done
if [ "${PLATFORM_TEST_LONG:-}" != 1 ]; then without+=(-namespace- Platform.IntegrationTests.Cli -namespace- Platform.IntegrationTests.Mcp); fi
on_postgres() { PLATFORM_TEST_DATABASE=postgres "$tests" -noColor "${without[@]}" "$@"; }

if has_postgres; then
  say "Testing on PostgreSQL, at the same time ..."
  on_postgres "${busy[@]}" -maxThreads 2 "$@" >"$logs/postgres" 2>&1 &
  beside=$!
fi

# Many tests wait for a timer or another process: on two cores both databases are tested at the same time, each by a few tests at once.
say "Testing on SQLite ..."
ended=0
"$tests" -noColor "${busy[@]}" -maxThreads 3 "$@" 2>&1 | tee "$logs/sqlite" || ended=$?
count "$logs/sqlite" "$ended"
if [ -n "$beside" ]; then
  ended=0
  wait "$beside" || ended=$?
  beside=""
  say "What was said on PostgreSQL:"
  cat "$logs/postgres"
  count "$logs/postgres" "$ended"
fi

say "Testing what measures time, by itself ..."
ended=0
"$tests" -noColor "${quiet[@]}" "$@" 2>&1 | tee "$logs/quiet" || ended=$?
count "$logs/quiet" "$ended"
if has_postgres; then
  ended=0
  on_postgres "${quiet[@]}" "$@" 2>&1 | tee "$logs/quiet-postgres" || ended=$?
  count "$logs/quiet-postgres" "$ended"
fi

if [ "$total" -eq 0 ]; then say "error: No test ran."; code=1; failed=1; fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$code"

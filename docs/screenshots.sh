#!/usr/bin/env bash
# Takes the pictures in docs/images anew: starts a server on the showcase's data and Chromium, both of them the tests' own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build Platform.sln --nologo --verbosity quiet
tests/Platform.IntegrationTests/bin/Debug/net10.0/Platform.IntegrationTests -noColor -explicit only -class "*Screenshots"
ls -l docs/images

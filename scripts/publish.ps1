# Makes the packages that a site installs from: see publish.ps1 --help. On Windows only the zips can be made.
Set-StrictMode -Version Latest
$python = @('py', 'python', 'python3') | Where-Object { Get-Command $_ -ErrorAction SilentlyContinue } | Where-Object {
    # Windows has a 'python' that only leads to its store.
    $null = & $_ -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>&1
    $LASTEXITCODE -eq 0
} | Select-Object -First 1
if (-not $python) { [Console]::Error.WriteLine('publish needs Python 3.10 or newer.'); exit 2 }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine('publish needs the .NET SDK 10.'); exit 2 }
$env:PYTHONPATH = $PSScriptRoot
& $python -m packager @args
exit $LASTEXITCODE

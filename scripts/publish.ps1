# Makes the packages that a site installs (see publish.ps1 --help). On Windows it can make only the zips.
Set-StrictMode -Version Latest
$python = @('py', 'python', 'python3') | Where-Object { Get-Command $_ -ErrorAction SilentlyContinue } | Where-Object {
    # Windows has a 'python' command that only opens the Microsoft Store.
    $null = & $_ -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>&1
    $LASTEXITCODE -eq 0
} | Select-Object -First 1
if (-not $python) { [Console]::Error.WriteLine('publish needs Python 3.10 or newer.'); exit 2 }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine('publish needs the .NET SDK 10.'); exit 2 }
$env:PYTHONPATH = $PSScriptRoot
& $python -m packager @args
exit $LASTEXITCODE

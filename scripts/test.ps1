# Builds everything and runs every test. Ends with one line over all runners: N passed, N failed, N skipped.
# What cannot run on this machine is skipped with its reason.
Set-StrictMode -Version Latest
Set-Location -LiteralPath (Split-Path -Parent $PSScriptRoot)
$script:passed = 0
$script:failed = 0
$script:skipped = 0

function Write-Step([string]$Text) { Write-Output ''; Write-Output "== $Text" }

function Get-Number([string[]]$Lines, [string]$Pattern) {
    $number = 0
    foreach ($line in $Lines) { if ($line -match $Pattern) { $number = [int]$Matches[1] } }
    return $number
}

Write-Step 'formatting'
$log = & dotnet tool restore 2>&1
if ($LASTEXITCODE -eq 0) {
    & dotnet csharpier check src-dotnet tests/dotnet
    if ($LASTEXITCODE -eq 0) { $script:passed++ }
    else { $script:failed++; Write-Output 'Run: dotnet csharpier format src-dotnet tests/dotnet' }
}
else {
    $script:skipped++
    Write-Output "skipped: the formatter cannot be restored from the package feed ($(@($log)[-1]))"
}

Write-Step 'build'
& dotnet build VteBridge.sln -nologo -v quiet
if ($LASTEXITCODE -ne 0) {
    Write-Output "$($script:passed) passed, $($script:failed + 1) failed, $($script:skipped) skipped"
    exit 1
}

Write-Step '.NET tests'
$lines = @(& dotnet test tests/dotnet/VteBridge.Tests --no-build -nologo --logger 'console;verbosity=normal' 2>&1 | ForEach-Object { "$_" })
$code = $LASTEXITCODE
$lines | Where-Object { $_ -notmatch '^ +Passed ' } | Write-Output
$bad = Get-Number $lines '^ *Failed: *([0-9]+)'
if ($code -ne 0 -and $bad -eq 0) { $bad = 1; Write-Output 'The .NET test run did not finish.' }
$script:passed += Get-Number $lines '^ *Passed: *([0-9]+)'
$script:skipped += Get-Number $lines '^ *Skipped: *([0-9]+)'
$script:failed += $bad

Write-Step 'Python tests'
$python = @('.venv-sidecar/Scripts/python.exe', '.venv-sidecar/bin/python') | Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1
if (-not $python) {
    $python = @('py', 'python', 'python3') | Where-Object { Get-Command $_ -ErrorAction SilentlyContinue } | Where-Object {
        # Windows has a 'python' command that only opens the Microsoft Store.
        $null = & $_ -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>&1
        $LASTEXITCODE -eq 0
    } | Select-Object -First 1
}
if (-not $python) {
    $script:skipped++
    Write-Output 'skipped: no Python 3 on this machine'
}
else {
    $before = $env:PYTHONPATH
    $env:PYTHONPATH = if ($before) { 'src-python' + [IO.Path]::PathSeparator + $before } else { 'src-python' }
    $lines = @(& $python -W error::ResourceWarning -m unittest discover -s tests/python -v 2>&1 | ForEach-Object { "$_" })
    $code = $LASTEXITCODE
    $env:PYTHONPATH = $before
    $lines | Where-Object { $_ -notmatch '\.\.\. ok$' } | Write-Output
    $ran = Get-Number $lines '^Ran ([0-9]+) test'
    $bad = (Get-Number $lines '^FAILED.*failures=([0-9]+)') + (Get-Number $lines '^FAILED.*errors=([0-9]+)')
    $left = Get-Number $lines 'skipped=([0-9]+)'
    if ($code -ne 0 -and $bad -eq 0) { $bad = 1 }
    $script:failed += $bad
    $script:skipped += $left
    $script:passed += [Math]::Max(0, $ran - $bad - $left)
}

Write-Output ''
Write-Output "$($script:passed) passed, $($script:failed) failed, $($script:skipped) skipped"
if ($script:failed -gt 0) { exit 1 }
exit 0

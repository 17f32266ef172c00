<#
.SYNOPSIS
Installs VteBridge as a scheduled task. Run it from an unpacked vtebridge-VERSION-win-x64.zip in a PowerShell started as administrator.
.DESCRIPTION
Copies the program to Program Files\VteBridge, gives configuration, secrets and state in ProgramData\VteBridge to the one
account that runs it, and registers the task. Running it again updates the program and corrects permissions and task; it never
changes the configuration. A running task is stopped first and started again afterwards.
.PARAMETER Mode
Sync (default): one cycle every five minutes. Run: the loop, with health page and alerts, from the start of the machine.
.PARAMETER Account
Who runs it. No password is ever asked for or stored.
  'NT AUTHORITY\LOCAL SERVICE' (default)  no rights on the network: for a SQL login with a password in a protected file.
  'NT AUTHORITY\NETWORK SERVICE'          is the machine's account (DOMAIN\MACHINE$) to SQL Server: Integrated Security.
  'DOMAIN\name$'                          a group-managed service account, the best choice in a domain: an identity of
                                          its own, with Integrated Security and no password that anybody knows.
  'MACHINE\user' or 'DOMAIN\user'         logged on by S4U. Windows gives such a task no identity on the network, so it can
                                          use a SQL login, but not Integrated Security.
A virtual account (NT SERVICE\name) belongs to a Windows service; the Task Scheduler cannot use one.
.PARAMETER Uninstall
Remove task and program. Configuration, secrets and state stay.
.PARAMETER Purge
With -Uninstall: remove those too.
.EXAMPLE
.\scripts\deploy\install-task.ps1
.EXAMPLE
.\scripts\deploy\install-task.ps1 -Mode Run -Account 'PLANT\vtebridge$'
#>
[CmdletBinding()]
param(
    [ValidateSet('Sync', 'Run')] [string]$Mode = 'Sync',
    [string]$Account = 'NT AUTHORITY\LOCAL SERVICE',
    [switch]$Uninstall,
    [switch]$Purge
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
function Stop-Install([string]$Message) {
    [Console]::Error.WriteLine("install-task: $Message")
    exit 1
}

if (-not $env:ProgramFiles -or -not $env:ProgramData) { Stop-Install 'this is for Windows; on Linux there is install-service.' }
$taskName = 'VteBridge'
$package = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$program = Join-Path $env:ProgramFiles 'VteBridge'
$data = Join-Path $env:ProgramData 'VteBridge'
$config = Join-Path $data 'appsettings.json'

# Uses well-known SIDs (SYSTEM, Administrators), because the names of these groups depend on Windows' language.
function Set-Rights([string]$Path, [string]$Sid, [string]$Rights) {
    $inherit = ''
    if (Test-Path -LiteralPath $Path -PathType Container) { $inherit = '(OI)(CI)' }
    & icacls.exe $Path /inheritance:r /grant:r "*S-1-5-18:${inherit}F" "*S-1-5-32-544:${inherit}F" "*${Sid}:${inherit}$Rights" /Q | Out-Null
    if ($LASTEXITCODE -ne 0) { Stop-Install "the permissions of $Path could not be set" }
}

function Get-Sid([string]$Name) {
    # The names of the two built-in accounts depend on Windows' language.
    if ($Name -eq 'NT AUTHORITY\LOCAL SERVICE') { return 'S-1-5-19' }
    if ($Name -eq 'NT AUTHORITY\NETWORK SERVICE') { return 'S-1-5-20' }
    try {
        $ntAccount = New-Object System.Security.Principal.NTAccount($Name)
        return $ntAccount.Translate([System.Security.Principal.SecurityIdentifier]).Value
    }
    catch {
        Stop-Install "there is no account '$Name' here. Write it as DOMAIN\name, a group-managed service account as DOMAIN\name`$."
    }
}

function Get-LogonType([string]$Sid, [string]$Name) {
    if ($Sid -eq 'S-1-5-18' -or $Sid -eq 'S-1-5-19' -or $Sid -eq 'S-1-5-20') { return 'ServiceAccount' }
    # The logon type of a group-managed service account is Password, although no password is stored.
    if ($Name.EndsWith('$')) { return 'Password' }
    return 'S4U'
}

$identity = New-Object System.Security.Principal.WindowsPrincipal([System.Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $identity.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)) {
    Stop-Install 'this changes the system: start PowerShell with "Run as administrator".'
}
if ($Purge -and -not $Uninstall) { Stop-Install '-Purge can only be used with -Uninstall.' }

$existing = Get-ScheduledTask -TaskName $taskName -ErrorAction SilentlyContinue
$wasRunning = $null -ne $existing -and $existing.State -eq 'Running'
if ($wasRunning) {
    # Stopping is safe at any instruction: the next cycle continues where this one ended. Windows unlocks its files a moment later.
    Stop-ScheduledTask -TaskName $taskName
    for ($second = 0; $second -lt 30 -and (Get-ScheduledTask -TaskName $taskName).State -eq 'Running'; $second++) { Start-Sleep -Seconds 1 }
}

if ($Uninstall) {
    if ($null -ne $existing) { Unregister-ScheduledTask -TaskName $taskName -Confirm:$false }
    if (Test-Path -LiteralPath $program) { Remove-Item -LiteralPath $program -Recurse -Force }
    if ($Purge -and (Test-Path -LiteralPath $data)) { Remove-Item -LiteralPath $data -Recurse -Force }
    if ($Purge) { Write-Output 'Removed, with configuration, secrets and state.' }
    else { Write-Output "Removed. Configuration, secrets and state are still in $data." }
    exit 0
}

$executable = Join-Path (Join-Path $package 'bin') 'vtebridge.exe'
if (-not (Test-Path -LiteralPath $executable)) {
    Stop-Install "there is no bin\vtebridge.exe in ${package}: run it from an unpacked vtebridge-VERSION-win-x64.zip."
}
$sid = Get-Sid $Account

# The Python environment stays: it cannot be moved, and making it again needs a package index.
New-Item -ItemType Directory -Force -Path $program | Out-Null
foreach ($part in @('bin', 'sidecar', 'scripts', 'docs', 'licences', 'README.md', 'SHA256SUMS')) {
    $target = Join-Path $program $part
    if (Test-Path -LiteralPath $target) { Remove-Item -LiteralPath $target -Recurse -Force }
    Copy-Item -LiteralPath (Join-Path $package $part) -Destination $target -Recurse
}

# The account may read its configuration and write its state. Apart from that, only SYSTEM and the administrators have access.
$state = Join-Path $data 'state'
New-Item -ItemType Directory -Force -Path $state | Out-Null
Set-Rights $data $sid 'RX'
foreach ($file in @(Get-ChildItem -LiteralPath $data -File)) { Set-Rights $file.FullName $sid 'R' }
Set-Rights $state $sid 'M'

$xml = [System.IO.File]::ReadAllText((Join-Path $PSScriptRoot ('vtebridge-' + $Mode.ToLowerInvariant() + '.xml')))
$task = New-Object System.Xml.XmlDocument
$task.LoadXml($xml)
$names = New-Object System.Xml.XmlNamespaceManager($task.NameTable)
$names.AddNamespace('t', 'http://schemas.microsoft.com/windows/2004/02/mit/task')
$command = $task.SelectSingleNode('//t:Exec/t:Command', $names)
$command.InnerText = Join-Path (Join-Path $program 'bin') 'vtebridge.exe'
$arguments = $task.SelectSingleNode('//t:Exec/t:Arguments', $names)
$arguments.InnerText = $arguments.InnerText.Replace('CONFIG', $config)
$principal = $task.SelectSingleNode('//t:Principal', $names)
$task.SelectSingleNode('//t:Principal/t:UserId', $names).InnerText = $sid
$logonType = Get-LogonType $sid $Account
if ($logonType -ne 'ServiceAccount') {
    $node = $task.CreateElement('LogonType', 'http://schemas.microsoft.com/windows/2004/02/mit/task')
    $node.InnerText = $logonType
    $principal.InsertBefore($node, $task.SelectSingleNode('//t:Principal/t:RunLevel', $names)) | Out-Null
}
Register-ScheduledTask -TaskName $taskName -Xml $task.OuterXml -Force | Out-Null

Write-Output "Installed in $program; the task '$taskName' ($Mode) runs as $Account."
$python = Join-Path (Join-Path (Join-Path $program '.venv-sidecar') 'Scripts') 'python.exe'
if (-not (Test-Path -LiteralPath $python)) {
    Write-Output "Still to do: & '$program\scripts\setup-sidecar.ps1'   (Python with pywats-api, for the destination 'sidecar')"
}
if (-not (Test-Path -LiteralPath $config)) {
    Disable-ScheduledTask -TaskName $taskName | Out-Null
    Write-Output "Still to do: & '$program\bin\vtebridge.exe' init --config '$config'"
    Write-Output 'Then run install-task.ps1 again: it gives the files to the account and starts the task. Until then the task is disabled.'
    exit 0
}
Start-ScheduledTask -TaskName $taskName
Write-Output "Started. See: Get-ScheduledTaskInfo -TaskName $taskName; & '$program\bin\vtebridge.exe' status --config '$config'"
exit 0

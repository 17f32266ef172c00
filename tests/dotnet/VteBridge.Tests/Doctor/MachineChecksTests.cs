using VteBridge.Configuration;
using VteBridge.Doctor;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Doctor;

public sealed class MachineChecksTests
{
    [Theory]
    [InlineData(UnixFileMode.None, null)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.GroupExecute, null)]
    [InlineData(UnixFileMode.OtherRead | UnixFileMode.OtherExecute, "can read")]
    [InlineData(UnixFileMode.GroupWrite, "can change")]
    [InlineData(UnixFileMode.OtherWrite, "can change")]
    public void A_folder_open_to_others_is_a_warning(UnixFileMode others, string? says)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        var folder = Directory.CreateTempSubdirectory("vtebridge-rights");
        try
        {
            File.SetUnixFileMode(
                folder.FullName,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | others
            );

            var finding = MachineChecks.Rights(folder.FullName);

            if (says is null)
                Assert.Null(finding);
            else
                Assert.Contains(says, finding!.What, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Folders_that_doctor_makes_are_for_this_account_alone()
    {
        using var folder = new TemporaryFolder();
        var state = new StateOptions { Folder = folder.Of("state") };
        var options = new BridgeOptions
        {
            State = state,
            Log = new LogOptions { ToFile = true, Folder = folder.Of("state", "logs") },
            Delivery = new DeliveryOptions { Folder = state.OwnQueue },
        };

        var findings = MachineChecks.Run(options).ToList();

        Assert.True(Directory.Exists(state.OwnQueue));
        Assert.DoesNotContain(findings, f => f.Check == "rights");
    }

    [Theory]
    [InlineData("Ausschlüsse:\r\n    C:\\ProgramData\\VteBridge\r\n", Level.Ok)]
    [InlineData("  \\programdata\\vtebridge\\State", Level.Ok)]
    [InlineData("    C:\\ProgramData\\VteBridge2", Level.Warning)]
    [InlineData("    D:\\ProgramData", Level.Warning)]
    [InlineData("", Level.Warning)]
    public void A_write_filter_must_leave_the_state_out(string exclusions, object level) =>
        Assert.Equal(level, WriteFilter.Judge(@"C:\ProgramData\VteBridge\state", exclusions).Level);
}

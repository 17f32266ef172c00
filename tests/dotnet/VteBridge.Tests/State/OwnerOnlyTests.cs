using VteBridge.Core;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.State;

public sealed class OwnerOnlyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_above_that_are_created_too_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has the rights of the folder above");
        var state = Path.Combine(_folder.Path, "state");

        OwnerOnly.CreateFolder(Path.Combine(state, "logs"));

        Assert.False(OwnerOnly.IsOpenToOthers(state));
        Assert.False(OwnerOnly.IsOpenToOthers(Path.Combine(state, "logs")));
    }
}

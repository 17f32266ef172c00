using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

public sealed class InstanceLockTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_one_has_a_state_folder_at_a_time()
    {
        using (InstanceLock.Take(_folder.Path))
        {
            var failure = Assert.Throws<StateFailure>(() => InstanceLock.Take(_folder.Path));
            Assert.Contains("in use by another vtebridge", failure.Message);
            InstanceLock.Take(_folder.Path, "another.lock").Dispose();
        }
        InstanceLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void A_file_left_by_a_killed_process_locks_nobody_out()
    {
        Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(_folder.Of("lock"), "");

        InstanceLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_explained()
    {
        File.WriteAllText(_folder.Path, "a file");

        Assert.Contains("State:Folder", Assert.Throws<StateFailure>(() => InstanceLock.Take(_folder.Path)).Message);
    }
}

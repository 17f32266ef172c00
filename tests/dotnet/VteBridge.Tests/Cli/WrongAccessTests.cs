using System.Net;
using System.Net.Sockets;
using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>A server, database or folder that cannot be used, or is another one, is told with its exit code.</summary>
public sealed class WrongAccessTests(SmallPlant small) : WrongTestBase(small)
{
    [Theory]
    [InlineData("Server=no-such-host.invalid", "cannot be reached", "no-such-host.invalid")]
    [InlineData("port", "cannot be reached (", "Server in Vte:ConnectionString")]
    [InlineData("Database=VTE9_4", "4060", "Database in Vte:ConnectionString")]
    [InlineData("Password=my-wrong-secret", "18456", "Check user and password")]
    [InlineData("User ID=nobody", "18456", "'nobody'")]
    public async Task A_way_into_VTE_that_is_wrong_ends_with_3(string part, params string[] says)
    {
        var wrong = part == "port" ? $"Server=127.0.0.1,{FreePort()}" : part;
        var end = await RunAsync(
            new()
            {
                ["VTEBRIDGE__Vte__ConnectionString"] = $"{_plant.Server.ConnectionString};Connect Timeout=2;{wrong}",
                ["VTEBRIDGE__Vte__Retries"] = "0",
            }
        );

        Says(end, 3, says);
        Assert.DoesNotContain("Success", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_take_files_ends_with_4_and_a_state_folder_with_1()
    {
        var file = _plant.Folder.Write("a file", "");

        var destination = await RunAsync(
            new(),
            "--folder",
            file,
            "--set",
            "State:Folder=" + _plant.Folder.Of("new-state")
        );
        Assert.Equal((4, 0), (destination.Code, (int)destination.Json["delivered"]!["queued"]!));
        Assert.Contains($"'{file}' cannot be written to", (string)destination.Json["destinationTrouble"]!);
        Says(await RunAsync(new(), "--set", "State:Folder=" + file), 1, file, "State:Folder");
    }

    [Fact]
    public async Task A_checkpoint_of_another_database_ends_with_1_before_anything_is_read()
    {
        Directory.CreateDirectory(_plant.Folder.Of("other"));
        _plant.Folder.Write(
            Path.Combine("other", "checkpoint.json"),
            """{"format":1,"database":"OTHER/dbo","runs":null,"repairs":null,"savedAt":"2026-02-02T11:00:00Z"}"""
        );

        Says(
            await RunAsync(new(), "--set", "State:Folder=" + _plant.Folder.Of("other")),
            1,
            "OTHER/dbo",
            "VTE9_3/dbo",
            "State:Folder"
        );
    }

    [Fact]
    public async Task A_permission_that_is_missing_ends_with_3_and_names_the_script_for_the_DBA()
    {
        _plant.Server.Faults.Add(new VteFault(FaultKind.Error) { Number = 229, Matching = "[TestDataNumeric]" });
        try
        {
            Says(
                await RunAsync(new(), "--set", "State:Folder=" + _plant.Folder.Of("denied")),
                3,
                "229",
                "vte-read-only-login.sql"
            );
        }
        finally
        {
            _plant.Server.Faults.Clear();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

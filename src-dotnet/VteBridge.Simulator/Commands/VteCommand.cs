using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Control;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Commands;

/// <summary>`vte`: an SQL Server with a VTE database and a sample plant in it, until it is told to stop.</summary>
internal static class VteCommand
{
    private const int WrongUsage = 2;

    public static Command Create()
    {
        var line = new VteCommandLine();
        var command = new Command(
            "vte",
            "Serves a VTE database over SQL Server's wire protocol and prints one line when it is ready."
        );
        foreach (var option in line.Options)
            command.Add(option);
        command.SetAction((parsed, stopping) => RunAsync(line, parsed, stopping));
        return command;
    }

    private static async Task<int> RunAsync(VteCommandLine line, ParseResult parsed, CancellationToken stopping)
    {
        try
        {
            using var database = VteDatabase.Create(line.Ddl(parsed), line.Store(parsed));
            database.Insert(SamplePlant.Rows(line.Plant(parsed)).TakeWhile(_ => !stopping.IsCancellationRequested));
            await using var server = await VteServer.StartAsync(line.Server(parsed), database);
            await using var control = line.ControlPort(parsed) is { } port
                ? await ControlServer.StartAsync(new ControlVerbs(server), port)
                : null;
            Console.WriteLine(Ready(server, control));
            await Task.Delay(Timeout.Infinite, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            return 0;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or NodaTime.TimeZones.DateTimeZoneNotFoundException
                        or SqlFault
                        or ArgumentException
                        or UnauthorizedAccessException
            )
        {
            await Console.Error.WriteLineAsync($"vtebridge-simulator vte: {e.Message}");
            return WrongUsage;
        }
    }

    private static string Ready(VteServer server, ControlServer? control) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"ready port={server.Port} control={control?.Port ?? 0} connection=\"{server.ConnectionString}\""
        );
}

/// <summary>Runs as fast as the real clock, from another moment on.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _shift = start - DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}

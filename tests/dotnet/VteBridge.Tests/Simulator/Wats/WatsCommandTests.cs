using System.CommandLine;
using System.Text.RegularExpressions;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class WatsCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_says_where_it_is_ready_serves_and_ends_cleanly_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        var said = new StringWriter();
        var run = Parse("--port 0 --token abc --fault {\"status\":500}")
            .InvokeAsync(new InvocationConfiguration { Output = TextWriter.Synchronized(said) }, stop.Token);
        Assert.True(SpinWait.SpinUntil(() => said.ToString().Contains('\n'), Patience));
        var ready = Regex.Match(said.ToString(), @"^ready port=(\d+) url=http://127\.0\.0\.1:\1\r?\n$");
        Assert.True(ready.Success, said.ToString());
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ready.Groups[1].Value}") };
        http.DefaultRequestHeaders.Authorization = new("Basic", "abc");
        Assert.Contains("2025", await http.GetStringAsync("api/App/Version", stop.Token), StringComparison.Ordinal);
        Assert.Contains("500", await http.GetStringAsync("control/faults", stop.Token), StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(0, await run.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--fault nonsense")]
    [InlineData("--fault {\"times\":0}")]
    public async Task A_fault_that_makes_no_sense_ends_it_with_a_message(string arguments)
    {
        var complaint = new StringWriter();
        var exit = await Parse(arguments)
            .InvokeAsync(new InvocationConfiguration { Error = complaint }, TestContext.Current.CancellationToken);
        Assert.Equal(2, exit);
        Assert.StartsWith("vtebridge-simulator wats: ", complaint.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_ends_it_with_a_message()
    {
        await using var wats = await WatsClient.StartAsync();
        var complaint = new StringWriter();
        var exit = await Parse($"--port {wats.Server.Address.Port}")
            .InvokeAsync(new InvocationConfiguration { Error = complaint }, TestContext.Current.CancellationToken);
        Assert.Equal(2, exit);
        Assert.Contains("in use", complaint.ToString(), StringComparison.Ordinal);
    }

    private static ParseResult Parse(string arguments) =>
        new RootCommand { WatsCommand.Create() }.Parse(["wats", .. arguments.Split(' ')]);
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace VteBridge.Tests.Browser;

/// <summary>One tab: opens a page, looks at it, presses keys, and keeps what it asked for and complained about.</summary>
internal sealed class Tab
{
    private readonly DebuggingConnection _connection;
    private readonly string _session;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<Uri> _requests = new();
    private TaskCompletionSource _loaded = new();

    private Tab(DebuggingConnection connection, string session)
    {
        (_connection, _session) = (connection, session);
        connection.Happened += Take;
    }

    /// <summary>Errors and warnings of the console, exceptions of scripts, what was blocked.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    public IReadOnlyList<Uri> Requests => [.. _requests];

    public static async Task<Tab> OpenAsync(DebuggingConnection connection, string session)
    {
        var tab = new Tab(connection, session);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network", "Accessibility" })
            await tab.CallAsync($"{domain}.enable");
        // Several tabs at once, and each believes to be the one in front.
        await tab.CallAsync("Emulation.setFocusEmulationEnabled", new { enabled = true });
        return tab;
    }

    /// <param name="width">In CSS pixels; windows under 500 px exist only for pages that believe this.</param>
    public async Task LooksLikeAsync(int width, bool dark)
    {
        await CallAsync(
            "Emulation.setDeviceMetricsOverride",
            new
            {
                width,
                height = 800,
                deviceScaleFactor = 1,
                mobile = false,
            }
        );
        await CallAsync(
            "Emulation.setEmulatedMedia",
            new { features = new[] { new { name = "prefers-color-scheme", value = dark ? "dark" : "light" } } }
        );
    }

    public async Task GoAsync(Uri page)
    {
        _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await CallAsync("Page.navigate", new { url = page.ToString() });
        await _loaded.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    /// <summary>The value of an expression in the page; of a promise, what becomes of it.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync(
            "Runtime.evaluate",
            new
            {
                expression,
                returnByValue = true,
                awaitPromise = true,
            }
        );
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"];
    }

    public async Task PressTabAsync()
    {
        foreach (var type in new[] { "rawKeyDown", "keyUp" })
            await CallAsync(
                "Input.dispatchKeyEvent",
                new
                {
                    type,
                    key = "Tab",
                    code = "Tab",
                    windowsVirtualKeyCode = 9,
                }
            );
    }

    /// <summary>What a screen reader is told: role and name of every node.</summary>
    public async Task<IReadOnlyList<(string Role, string Name)>> SpokenAsync() =>
        [
            .. (await CallAsync("Accessibility.getFullAXTree"))["nodes"]!
                .AsArray()
                .Where(n => (bool?)n!["ignored"] != true)
                .Select(n => ($"{n!["role"]?["value"]}", $"{n["name"]?["value"]}")),
        ];

    /// <summary>A picture of the whole page.</summary>
    public async Task<byte[]> PictureAsync() =>
        Convert.FromBase64String(
            (string)
                (await CallAsync("Page.captureScreenshot", new { format = "png", captureBeyondViewport = true }))[
                    "data"
                ]!
        );

    private Task<JsonNode> CallAsync(string method, object? parameters = null) =>
        _connection.CallAsync(method, parameters, _session);

    private void Take(string? session, string name, JsonNode what)
    {
        if (session != _session)
            return;
        switch (name)
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Network.requestWillBeSent":
                _requests.Enqueue(new Uri((string)what["request"]!["url"]!));
                break;
            case "Runtime.exceptionThrown":
                _complaints.Enqueue(what.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when (string?)what["type"] is "error" or "warning" or "assert":
                _complaints.Enqueue(what.ToJsonString());
                break;
            case "Log.entryAdded" when (string?)what["entry"]!["level"] is "error" or "warning":
                _complaints.Enqueue(what.ToJsonString());
                break;
        }
    }
}

using System.Net;

namespace VteBridge.Configuration;

/// <summary>Where the health server listens. Port 0 takes any that is free.</summary>
internal sealed record HealthAddress(IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Null when it is no plain http address of this machine: names other than localhost may mean another one.</summary>
    public static HealthAddress? Parse(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", PathAndQuery: "/", Fragment: "", UserInfo: "" }
        && AddressOf(uri.IdnHost) is { } address
            ? new HealthAddress(address, uri.Port)
            : null;

    private static IPAddress? AddressOf(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : null;
}

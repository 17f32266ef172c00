using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VteBridge.Monitoring.Server;

/// <summary>`{"status": "Unhealthy", "checks": [{"name": "vte", "status": "Unhealthy", "says": "…"}]}`.</summary>
internal static class CheckReport
{
    /// <param name="isOpen">Whether the one who asks may read what the checks say.</param>
    public static Task WriteAsync(HttpContext context, HealthReport report, bool isOpen)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("status", report.Status.ToString());
            writer.WriteStartArray("checks");
            foreach (var (name, entry) in report.Entries)
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteString("status", entry.Status.ToString());
                if (isOpen)
                    writer.WriteString("says", entry.Description);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return context.Response.Body.WriteAsync(json.ToArray(), context.RequestAborted).AsTask();
    }
}

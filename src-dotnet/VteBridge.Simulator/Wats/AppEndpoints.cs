using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>What a server says about itself.</summary>
internal sealed class AppEndpoints(WatsServerOptions options)
{
    private const string Version = "2025.3.0.0";

    public void Map(WebApplication app)
    {
        app.MapGet("/api/App/Version", c => c.Response.WriteAsJsonAsync(Version));
        app.MapGet("/api/App/Processes", c => c.Response.WriteAsJsonAsync(Processes(c.Request.Query)));
        if (options.ServeSchema)
        {
            var schema = WsjfSchema.Text(options.Rules);
            app.MapGet("/WSJFReport.schema.json", c => SchemaAsync(c, schema));
        }
    }

    /// <summary>All kinds, unless the caller asks for some of them.</summary>
    private IEnumerable<object> Processes(IQueryCollection query)
    {
        var asked = new[]
        {
            (WatsProcessKind.Test, "includeTestOperations"),
            (WatsProcessKind.Repair, "includeRepairOperations"),
            (WatsProcessKind.Wip, "includeWipOperations"),
        }
            .Where(kind => string.Equals(query[kind.Item2], "true", StringComparison.OrdinalIgnoreCase))
            .Select(kind => kind.Item1)
            .ToHashSet();
        return options
            .Rules.Processes.Where(p => asked.Count == 0 || asked.Contains(p.Kind))
            .Select(
                (p, index) =>
                    new
                    {
                        code = p.Code,
                        name = p.Name,
                        description = p.Name,
                        isTestOperation = p.Kind == WatsProcessKind.Test,
                        isRepairOperation = p.Kind == WatsProcessKind.Repair,
                        isWipOperation = p.Kind == WatsProcessKind.Wip,
                        processIndex = index,
                        state = 1,
                        repairOperation = p.Kind == WatsProcessKind.Repair ? Repairs() : null,
                    }
            );
    }

    /// <summary>The description of the REST interface tells what is in it, not how it is written: the names of the lists are assumed.</summary>
    private object Repairs() =>
        new
        {
            uutBinding = 1,
            bomBinding = 1,
            vendorBinding = 1,
            repairCategories = options.Rules.RepairCodes.Select(category => new
            {
                description = category.Key,
                repairCodes = category.Value.Select(code => new { description = code, imageConstraint = 1 }),
            }),
        };

    private static Task SchemaAsync(HttpContext context, string schema)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(schema);
    }
}

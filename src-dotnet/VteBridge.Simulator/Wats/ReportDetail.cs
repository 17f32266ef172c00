using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats;

/// <summary>How much of a report the caller wants.</summary>
/// <param name="Level">0 the identifying data … 7 everything.</param>
internal sealed record ReportDetail(int Level, bool Charts, bool Attachments)
{
    public const int Full = 7;

    public static ReportDetail From(IQueryCollection query) =>
        new(
            int.TryParse(query["detailLevel"], CultureInfo.InvariantCulture, out var level) ? level : Full,
            query["includeChartdata"] != "false",
            query["includeAttachments"] != "false"
        );
}

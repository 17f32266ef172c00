using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats;

/// <summary>The whole body of a submission, read once and carried with the request.</summary>
internal static class RequestBody
{
    private static readonly object Key = new();

    /// <exception cref="BadHttpRequestException">It is larger than the server takes.</exception>
    public static async Task ReadAsync(HttpContext context, long limit)
    {
        using var whole = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (whole.Length + read > limit)
                throw new BadHttpRequestException(
                    $"The report is larger than {limit} bytes.",
                    StatusCodes.Status413PayloadTooLarge
                );
            whole.Write(chunk, 0, read);
        }
        context.Items[Key] = new ReadOnlyMemory<byte>(whole.GetBuffer(), 0, (int)whole.Length);
    }

    public static ReadOnlyMemory<byte> Of(HttpContext context) =>
        context.Items[Key] is ReadOnlyMemory<byte> body ? body : default;
}

using System.Buffers;
using BenchmarkDotNet.Attributes;
using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Benchmarks.Parts;

/// <summary>What one run of 40 steps costs in each part behind the reading.</summary>
[InProcess]
[MemoryDiagnoser]
public class OneRun
{
    private readonly RunMapper _mapper = new(
        new MappingOptions { DefaultProcessCode = 10 },
        new VteClock(new VteOptions { TimeZone = "Europe/Oslo" }),
        "0.0.0"
    );
    private readonly TestRun _run = SampleRun.Of(steps: 40);
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private WsjfReport _report = null!;
    private ReadOnlyMemory<byte> _content;

    [GlobalSetup]
    public void Prepare()
    {
        _report = ((MappedReport)_mapper.Map(_run)).Report;
        _content = WsjfWriter.ToUtf8(_report);
    }

    [Benchmark]
    public object Map() => _mapper.Map(_run);

    [Benchmark]
    public int Write()
    {
        _buffer.ResetWrittenCount();
        WsjfWriter.Write(_report, _buffer);
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public string Hash() => WsjfWriter.ContentHash(_content.Span);
}

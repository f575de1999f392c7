using Microsoft.Extensions.AI;

namespace Platform.Core.Models;

/// <summary>A provider that turns texts into vectors. The caller disposes what it is given.</summary>
public interface IEmbeddingProvider : IModelProvider
{
    ValueTask<IEmbeddingGenerator<string, Embedding<float>>> CreateEmbedderAsync(ModelSettings settings, CancellationToken cancellationToken);
}

/// <summary>A provider that writes down what is said. The caller disposes what it is given.</summary>
public interface ITranscriptionProvider : IModelProvider
{
    ValueTask<ISpeechToTextClient> CreateTranscriberAsync(ModelSettings settings, CancellationToken cancellationToken);
}

/// <summary>A provider that says a text aloud. The caller disposes what it is given.</summary>
public interface ISpeechProvider : IModelProvider
{
    ValueTask<ITextToSpeechClient> CreateSpeakerAsync(ModelSettings settings, CancellationToken cancellationToken);
}

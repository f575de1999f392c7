using Platform.Core.Models.BadDays;
using Xunit;

namespace Platform.IntegrationTests.Models;

/// <summary>The providers' own words for what went wrong, as their documentation and servers write them.</summary>
public sealed class SortingErrors
{
    [Theory]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", "context_too_long")]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""", "context_too_long")]
    [InlineData(400, """{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}""", "context_too_long")]
    [InlineData(413, """{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}""", "context_too_long")]
    [InlineData(400, """{"error":{"code":"content_filter","message":"The response was filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", "content_filtered")]
    [InlineData(400, """{"error":{"message":"Your request was rejected as a result of our safety system.","type":"invalid_request_error","code":"content_policy_violation"}}""", "content_filtered")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", "authentication")]
    [InlineData(402, """{"error":{"message":"Insufficient Balance","type":"unknown_error"}}""", "authentication")]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}""", "authentication")]
    [InlineData(401, "", "authentication")]
    [InlineData(400, """{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}""", "authentication")]
    [InlineData(429, """{"error":{"message":"Request too large for gpt-4o on tokens per min (TPM): Limit 30000","type":"tokens","code":"rate_limit_exceeded"}}""", "rate_limited")]
    [InlineData(200, """{"error":{"code":429,"message":"Provider returned error"}}""", "rate_limited")]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "overloaded")]
    [InlineData(200, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "overloaded")]
    [InlineData(503, """{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""", "overloaded")]
    [InlineData(504, """{"error":{"code":504,"status":"DEADLINE_EXCEEDED","message":"x"}}""", "timeout")]
    [InlineData(408, "", "timeout")]
    [InlineData(500, """{"error":"llama runner process has terminated: signal: killed"}""", "server")]
    [InlineData(502, "<html>Bad gateway</html>", "server")]
    [InlineData(200, """{"type":"error","code":"server_error","message":"The server had an error"}""", "server")]
    [InlineData(404, """{"error":"model 'llama9' not found"}""", "invalid_request")]
    [InlineData(422, """{"detail":[{"msg":"field required"}]}""", "invalid_request")]
    [InlineData(400, """{"object":"error","message":"temperature must be non-negative","type":"BadRequestError","param":null,"code":400}""", "invalid_request")]
    public void Each_has_its_kind(int status, string body, string kind) =>
        Assert.Equal(kind, ErrorSorting.Kind(status, ProviderError.Read(body) ?? ProviderError.Silent).Text());

    [Theory]
    [InlineData("""{"id":"x","error":null,"output":[]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"{\"error\": \"no\"}"}}]}""")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("{\"error\": tru")]
    [InlineData("data: nothing")]
    public void An_answer_is_no_error(string body) => Assert.Null(ProviderError.Read(body));
}

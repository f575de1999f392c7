FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/Platform.Web --configuration Release --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends curl libsqlite3-0 && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown app /data
COPY --from=build /app /app
USER app
ENV PLATFORM_HOME=/data
VOLUME /data
# SIGTERM: the node takes no more work, lets steps end for Platform:Runs:Grace, and gives its runs to the others.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/Platform.Web.dll"]

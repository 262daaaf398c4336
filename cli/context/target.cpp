// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/target.h"

#include "cli/commandline/usageerror.h"
#include "common/core/nearestname.h"

#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

QString operatorSocket(const QString &wanted)
{
    if (wanted != LocalDefault)
        return wanted;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/linnet/operator.sock"_s;
}

Result<Target> targetAt(const QString &address)
{
    const auto server = parseServerAddress(address);
    if (!server)
        return server.error();
    return Target{.server = *server, .contextName = {}, .context = {}};
}

Result<Target> targetOf(const QString &name, const Contexts &contexts)
{
    const auto context = findContext(contexts, name);
    if (!context)
        return context.error();
    auto server = parseServerAddress(context->server);
    if (!server)
        return server.error();
    server->caFile = context->caFile;
    return Target{.server = *server, .contextName = name, .context = *context};
}

Result<Target> chooseServer(const GlobalOptions &options, const Contexts &contexts)
{
    if (!options.local.isEmpty())
        return Target{.server = {u"http://localhost"_s, operatorSocket(options.local)},
                      .contextName = {},
                      .context = {}};
    if (!options.server.isEmpty())
        return targetAt(options.server);
    if (!options.context.isEmpty())
        return targetOf(options.context, contexts);
    const QString server = qEnvironmentVariable("LINNET_SERVER");
    if (!server.isEmpty())
        return targetAt(server);
    const QString context = qEnvironmentVariable("LINNET_CONTEXT");
    if (!context.isEmpty())
        return targetOf(context, contexts);
    if (!contexts.current.isEmpty())
        return targetOf(contexts.current, contexts);
    return Error{Error::Kind::InvalidInput, "configuration"_L1, u"Which server is meant?"_s,
                 u"Sign in with linnetctl login --server URL, or name one with --server."_s};
}

} // namespace

Result<Context> findContext(const Contexts &contexts, const QString &name)
{
    if (contexts.byName.contains(name))
        return contexts.byName[name];
    const QString nearest = nearestName(name, contexts.byName.keys());
    return Error{
        Error::Kind::InvalidInput, "configuration"_L1, u"There is no context \"%1\"."_s.arg(name),
        nearest.isEmpty() ? u"See linnetctl context list."_s : u"Did you mean %1?"_s.arg(nearest)};
}

Error nameTaken(const QString &name, const Context &context)
{
    return {Error::Kind::Conflict, "context_exists"_L1,
            u"There is a context \"%1\" already, for %2."_s.arg(name, context.server),
            u"Take another name for this one with linnetctl context add."_s};
}

Result<> chooseAuthorities(const GlobalOptions &options, ServerAddress &server)
{
    const bool isHttps = server.url.startsWith(u"https:"_s);
    if (!options.caFile.isEmpty() && !isHttps)
        return usageError(
            u"--ca-file is for servers with https, which %1 is not."_s.arg(server.toString()));
    const QString file =
        options.caFile.isEmpty() ? qEnvironmentVariable("LINNET_CA_FILE") : options.caFile;
    if (file.isEmpty() || !isHttps)
        return {};
    const QFileInfo info(file);
    if (!info.isFile() || !info.isReadable())
        return Error{
            Error::Kind::InvalidInput, "io"_L1,
            u"%1 cannot be read; --ca-file takes a file of certificates in PEM form."_s.arg(file)};
    server.caFile = info.absoluteFilePath();
    return {};
}

Result<Target> chooseTarget(const GlobalOptions &options, const Contexts &contexts)
{
    const int named = int(!options.local.isEmpty()) + int(!options.server.isEmpty())
        + int(!options.context.isEmpty());
    if (named > 1)
        return usageError(u"Of --local, --server and --context only one can be given."_s);
    auto target = chooseServer(options, contexts);
    if (!target)
        return target;
    if (auto chosen = chooseAuthorities(options, target->server); !chosen)
        return chosen.error();
    if (!target->server.isLocal())
        target->token = qgetenv("LINNET_TOKEN").trimmed();
    return target;
}

} // namespace linnet::cli

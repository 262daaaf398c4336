// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context/contextstore.h"

#include "cli/context/contextcodec.h"
#include "cli/context/filelock.h"
#include "common/core/privatefile.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Error unusable(const QString &path, const Error &reason)
{
    return {Error::Kind::InvalidInput, "configuration"_L1,
            u"The contexts in %1 cannot be used: %2"_s.arg(path, reason.message), reason.detail};
}

} // namespace

QString ContextStore::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + u"/linnet/contexts.json"_s;
}

Result<Contexts> ContextStore::load() const
{
    if (!QFileInfo::exists(m_path))
        return Contexts();
    const auto text = readPrivateFile(m_path);
    if (!text)
        return unusable(m_path, text.error());
    auto contexts = parseContexts(*text);
    if (!contexts)
        return unusable(m_path, contexts.error());
    return contexts;
}

Result<> ContextStore::update(const std::function<Result<>(Contexts &)> &change) const
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    FileLock lock;
    if (auto taken = lock.take(m_path + u".lock"_s); !taken)
        return taken;
    auto contexts = load();
    if (!contexts)
        return contexts.error();
    if (auto changed = change(*contexts); !changed)
        return changed;
    const auto written = writePrivateFile(m_path, toText(*contexts));
    if (!written)
        return unusable(m_path, written.error());
    return {};
}

} // namespace linnet::cli

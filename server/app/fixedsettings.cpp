// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/fixedsettings.h"

#include "server/app/jobparts.h"

#include <algorithm>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

bool listenAlike(const std::vector<Config::Listener> &one,
                 const std::vector<Config::Listener> &other)
{
    const auto isSame = [](const Config::Listener &left, const Config::Listener &right) {
        return left.address == right.address && left.port == right.port
            && left.certificate.isEmpty() == right.certificate.isEmpty();
    };
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), isSame);
}

} // namespace

QStringList keepFixedSettings(Config &wanted, const Config &running, const Options &options)
{
    QStringList waiting;
    const auto keep = [&waiting](const QString &name, auto &value, const auto &current) {
        if (value == current)
            return;
        waiting.append(name);
        value = current;
    };
    keep(u"node.id"_s, wanted.node.id, running.node.id);
    keep(u"node.dataDirectory"_s, wanted.node.dataDirectory, running.node.dataDirectory);
    keep(u"storage.database"_s, wanted.storage.database, running.storage.database);
    keep(u"storage.readers"_s, wanted.storage.readers, running.storage.readers);
    keep(u"socketio.path"_s, wanted.socketIo.path, running.socketIo.path);
    keep(u"limits.threads"_s, wanted.threads, running.threads);
    keep(u"media.directory"_s, wanted.media.directory, running.media.directory);
    keep(u"backup"_s, wanted.backups, running.backups);
    if (!listenAlike(wanted.listeners, running.listeners)) {
        waiting.append(u"listener"_s);
        wanted.listeners = running.listeners;
    }
    if (sendsMail(wanted, options) != sendsMail(running, options)) {
        waiting.append(u"mail.host"_s);
        wanted.mail = running.mail;
    }
    return waiting;
}

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/fixedsettings.h"

#include "server/app/configsettings.h"
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
    for (const ConfigSetting &each : configSettings()) {
        const QJsonValue current = valueOf(running, each);
        if (each.setting.inForce == Setting::InForce::AtOnce || valueOf(wanted, each) == current)
            continue;
        waiting.append(each.setting.name);
        setValue(wanted, each, current);
    }
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

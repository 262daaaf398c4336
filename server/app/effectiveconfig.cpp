// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/effectiveconfig.h"

#include "server/app/configfile.h"
#include "server/app/configrules.h"
#include "server/app/configsettings.h"

#include <QDir>
#include <QLoggingCategory>
#include <QNetworkInterface>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.app")

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, QLatin1String("invalid_configuration"), message};
}

QString dataDirectory(const Options &options, const Config &config)
{
    if (!options.dataDirectory.isEmpty())
        return options.dataDirectory;
    if (!config.node.dataDirectory.isEmpty())
        return config.node.dataDirectory;
    const QString service = qEnvironmentVariable("STATE_DIRECTORY"); // Set by systemd.
    if (!service.isEmpty())
        return service;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/linnet"_s;
}

void resolvePaths(const Options &options, Config &config)
{
    const QDir directory(QDir(dataDirectory(options, config)).absolutePath());
    config.node.dataDirectory = directory.path();
    config.storage.database = directory.absoluteFilePath(config.storage.database);
    config.media.directory = directory.absoluteFilePath(config.media.directory);
    if (!config.operatorSocket.isEmpty())
        config.operatorSocket = directory.absoluteFilePath(config.operatorSocket);
    if (!config.backups.directory.isEmpty())
        config.backups.directory = directory.absoluteFilePath(config.backups.directory);
}

//! \return whether this machine has \p address at all: IPv6 may be switched off.
bool hasAddress(const QHostAddress &address)
{
    return QNetworkInterface::allAddresses().contains(address);
}

//! \return the first address of \p config that other machines can reach; empty if there is none.
QString reachableAddress(const Config &config)
{
    const auto reachable = std::find_if(
        config.listeners.begin(), config.listeners.end(),
        [](const Config::Listener &listener) { return !listener.address.isLoopback(); });
    return reachable == config.listeners.end() ? QString() : reachable->address.toString();
}

bool listensOn(const Config &config, const QHostAddress &address, quint16 port)
{
    return std::any_of(config.listeners.begin(), config.listeners.end(),
                       [&](const Config::Listener &listener) {
                           const QHostAddress &own = listener.address;
                           const bool isEvery = own == QHostAddress(QHostAddress::Any)
                               || (own == QHostAddress(QHostAddress::AnyIPv6)
                                   && address.protocol() == QAbstractSocket::IPv6Protocol)
                               || (own == QHostAddress(QHostAddress::AnyIPv4)
                                   && address.protocol() == QAbstractSocket::IPv4Protocol);
                           return listener.port == port && (own == address || isEvery);
                       });
}

//! Of two ports only one family knows: it comes first there, and refusals are in its words.
QStringList familiesAt(quint16 port)
{
    if (port != 3004 && port != 3005)
        return {};
    return {u"whispr"_s, u"mern"_s, u"cookie"_s, u"mailotp"_s, u"phone"_s};
}

//! Clients of the families were built for the ports of several services each.
void addCompatiblePorts(Config &config)
{
    constexpr std::array<quint16, 6> ports = {3000, 3004, 3005, 5000, 5001, 5002};
    for (const auto &address :
         {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)}) {
        for (const quint16 port : ports) {
            if (hasAddress(address) && !listensOn(config, address, port))
                config.listeners.push_back({{address, port, {}, {}}, familiesAt(port)});
        }
    }
}

Result<> checkReach(const Options &options, const Config &config)
{
    const QString address = reachableAddress(config);
    if (address.isEmpty())
        return {};
    if (options.profile != Profile::None)
        return invalid(u"--profile serves test suites on loopback only, not on %1"_s.arg(address));
    if (options.isDevelopment && !options.isForced)
        return invalid(u"--dev lets anybody sign in as anybody, and others can reach %1; "
                       "listen on loopback, or add --force"_s.arg(address));
    return {};
}

//! Notes which settings \p changed says in another way than \p config did.
void noteCommandLine(Config &changed, const Config &config)
{
    for (const ConfigSetting &each : configSettings()) {
        if (valueOf(changed, each) != valueOf(config, each))
            changed.origins[each.setting.name] = SettingOrigin::CommandLine;
    }
}

//! Takes \p value over, unless it is not (or no more) such that \p setting can be that.
void take(Config &config, const ConfigSetting &setting, QJsonValue value)
{
    if (const auto wrong = acceptValue(setting.setting, value)) {
        qCWarning(log).noquote() << "A stored setting is left out:" << setting.setting.name
                                 << wrong->reason;
        return;
    }
    setValue(config, setting, value);
    config.origins[setting.setting.name] = SettingOrigin::Database;
}

} // namespace

std::optional<net::ListenerSettings> parseListen(const QString &text)
{
    static const QRegularExpression pattern(
        u"^(?:\\[([0-9A-Fa-f:.]+)\\]|([0-9.]+)):([0-9]{1,5})$"_s);
    const auto match = pattern.match(text);
    net::ListenerSettings listener;
    const uint port = match.captured(3).toUInt();
    if (!match.hasMatch() || port > 65535
        || !listener.address.setAddress(match.captured(1) + match.captured(2)))
        return std::nullopt;
    listener.port = quint16(port);
    return listener;
}

Result<Config> effectiveConfig(const Options &options)
{
    auto config =
        options.configFile.isEmpty() ? parseConfig({}, {}) : readConfigFile(options.configFile);
    if (!config)
        return config.error();
    const Config said = *config;
    applyProfile(options.profile, *config);
    noteCommandLine(*config, said);
    if (!options.listen.isEmpty()) {
        const auto listener = parseListen(options.listen);
        if (!listener)
            return invalid(u"--listen wants ADDRESS:PORT, not \"%1\""_s.arg(options.listen));
        config->listeners = {Config::Listener{*listener}};
    }
    if (options.hasCompatiblePorts)
        addCompatiblePorts(*config);
    resolvePaths(options, *config);
    if (const auto reach = checkReach(options, *config); !reach)
        return reach.error();
    return config;
}

Result<Config> withStored(Config config, const SettingValues &stored)
{
    for (const ConfigSetting &each : configSettings()) {
        const QString name = each.setting.name;
        const bool isStored = stored.contains(name) && each.setting.setBy != Setting::SetBy::File;
        if (isStored && !config.origins.contains(name))
            take(config, each, stored.value(name));
    }
    QStringList problems;
    checkTogether(config, [&problems](QLatin1String name, const QString &reason) {
        problems.append(name + u' ' + reason);
    });
    if (!problems.isEmpty())
        return invalid(problems.join(u"; "_s));
    return config;
}

} // namespace linnet

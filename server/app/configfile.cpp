// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/configfile.h"

#include "server/app/configrules.h"
#include "server/app/configsection.h"
#include "server/app/configsettings.h"
#include "server/net/tlscontext.h"

#include <QFile>
#include <QFileInfo>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

using Kind = Setting::Kind;

const Setting ListenerAddress{.name = "listener.address"_L1};
const Setting ListenerPort{.name = "listener.port"_L1, .kind = Kind::Integer, .most = 65535};
const Setting ListenerCertificate{.name = "listener.certificate"_L1};
const Setting ListenerKey{.name = "listener.key"_L1};
const Setting ListenerPingInterval{
    .name = "listener.pingInterval"_L1, .kind = Kind::Duration, .least = 10, .most = 3'600'000};
const Setting ListenerDialects{
    .name = "listener.dialects"_L1,
    .kind = Kind::List,
    .choices = {u"phone"_s, u"mailotp"_s, u"cookie"_s, u"mern"_s, u"whispr"_s}};
const Setting ListenerApiAuthLogin{
    .name = "listener.apiAuthLogin"_L1, .kind = Kind::Choice, .choices = {u"session"_s, u"otp"_s}};

//! \brief Reads the sections of one file into a Config.
class ConfigReader
{
public:
    ConfigReader(const toml::table &root, ConfigProblems &problems)
        : m_table(root)
        , m_root(root, {}, problems)
        , m_problems(problems)
    {}

    Config read()
    {
        QStringList sections;
        for (const ConfigSetting &each : configSettings()) {
            if (!sections.contains(each.setting.section()))
                sections.append(each.setting.section());
        }
        for (const QString &name : sections)
            section(name);
        listeners();
        m_root.finish();
        checkTogether(m_config, [this](QLatin1String name, const QString &reason) {
            refuse({.name = name}, reason);
        });
        return m_config;
    }

private:
    const toml::table *tableOf(const QString &section) const
    {
        const toml::node *const found = m_table.get(section.toStdString());
        return found ? found->as_table() : nullptr;
    }

    void section(const QString &name)
    {
        const toml::node *const found = m_root.node(name);
        if (!found)
            return;
        if (const toml::table *table = found->as_table())
            readSection(*table, name);
        else
            m_root.refuse(name, u"must be a section"_s);
    }

    void readSection(const toml::table &table, const QString &name)
    {
        ConfigSection section(table, name, m_problems);
        for (const ConfigSetting &each : configSettings()) {
            if (each.setting.section() != name)
                continue;
            const auto value = section.read(each.setting);
            if (!value)
                continue;
            setValue(m_config, each, *value);
            m_config.origins[each.setting.name] = SettingOrigin::File;
        }
        section.finish();
    }

    void refuse(const Setting &setting, const QString &reason)
    {
        const toml::table *const table = tableOf(setting.section());
        ConfigSection(table ? *table : m_table, setting.section(), m_problems)
            .refuse(setting.key(), reason);
    }

    void listeners()
    {
        const QString name = u"listener"_s;
        const toml::node *const found = m_root.node(name);
        if (!found)
            return;
        if (!found->is_array_of_tables()) {
            m_root.refuse(name, u"must be written [[listener]], once for each address"_s);
            return;
        }
        for (const toml::node &each : *found->as_array()) {
            ConfigSection section(*each.as_table(), name, m_problems);
            listener(section);
            section.finish();
        }
    }

    void listener(ConfigSection &section)
    {
        Config::Listener listener;
        listener.port = 3000;
        if (const auto address = section.read(ListenerAddress)) {
            if (!listener.address.setAddress(address->toString()))
                section.refuse(
                    u"address"_s,
                    u"must be an IPv4 or IPv6 address, not \"%1\""_s.arg(address->toString()));
        }
        if (const auto port = section.read(ListenerPort))
            listener.port = quint16(port->toInt());
        if (const auto dialects = section.read(ListenerDialects))
            listener.dialects = dialects->toVariant().toStringList();
        if (const auto interval = section.read(ListenerPingInterval))
            listener.pingInterval = Config::Duration(interval->toInteger());
        if (const auto login = section.read(ListenerApiAuthLogin))
            listener.apiAuthLogin = login->toString();
        readTls(section, listener);
        m_config.listeners.push_back(listener);
    }

    static void readTls(ConfigSection &section, Config::Listener &listener)
    {
        if (const auto certificate = section.read(ListenerCertificate))
            listener.certificate = certificate->toString();
        if (const auto key = section.read(ListenerKey))
            listener.key = key->toString();
        if (listener.certificate.isEmpty() != listener.key.isEmpty())
            section.refuse(listener.key.isEmpty() ? u"certificate"_s : u"key"_s,
                           u"needs the other of certificate and key beside it"_s);
        refuseUnreadable(section, u"certificate"_s, listener.certificate);
        refuseUnreadable(section, u"key"_s, listener.key);
        if (!QFileInfo(listener.certificate).isReadable() || !QFileInfo(listener.key).isReadable())
            return;
        const auto usable = net::TlsContext::load(listener.certificate, listener.key);
        if (!usable)
            section.refuse(
                u"certificate"_s,
                u"is of no use: %1 %2"_s.arg(usable.error().message, usable.error().detail)
                    .trimmed());
    }

    static void refuseUnreadable(ConfigSection &section, const QString &key, const QString &path)
    {
        QJsonValue value = path;
        if (const QString reason = wantReadable(value); !reason.isEmpty())
            section.refuse(key, reason);
    }

    const toml::table &m_table;
    ConfigSection m_root;
    ConfigProblems &m_problems;
    Config m_config;
};

Error invalid(const QString &problems)
{
    return {Error::Kind::InvalidInput, QLatin1String("invalid_configuration"), problems};
}

} // namespace

Result<Config> parseConfig(const QByteArray &text, const QString &fileName)
{
    ConfigProblems problems(fileName);
    Config config;
    try {
        const toml::table root = toml::parse(
            std::string_view(text.constData(), size_t(text.size())), fileName.toStdString());
        config = ConfigReader(root, problems).read();
    } catch (const toml::parse_error &error) {
        problems.add(error.source(), QString::fromUtf8(error.description()));
    }
    if (!problems.list().isEmpty())
        return invalid(problems.list().join(u'\n'));
    if (config.listeners.empty())
        config.listeners.push_back({{QHostAddress(QHostAddress::LocalHost), 3000, {}, {}}});
    return config;
}

Result<Config> readConfigFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(u"%1: %2"_s.arg(path, file.errorString()));
    return parseConfig(file.readAll(), path);
}

} // namespace linnet

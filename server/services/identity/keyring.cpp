// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/keyring.h"

#include "server/services/identity/jwk.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <openssl/crypto.h>

namespace linnet {

namespace {

const QLatin1String Prefix("rsa-");
const QLatin1String Suffix(".pem");

Result<RsaKey> readKey(const QString &path, Openness openness = Openness::Refused)
{
    auto pem = readPrivateFile(path, openness);
    if (!pem)
        return pem.error();
    auto key = RsaKey::fromPem(*pem);
    OPENSSL_cleanse(pem->data(), size_t(pem->size()));
    if (key)
        return key;
    Error error = key.error();
    error.detail = path + QStringLiteral(": ") + error.detail;
    return error;
}

Result<> writeKey(const QString &path, const RsaKey &key)
{
    QByteArray pem = key.toPem();
    auto written = writePrivateFile(path, pem);
    OPENSSL_cleanse(pem.data(), size_t(pem.size()));
    return written;
}

} // namespace

KeyRing::KeyRing(KeyRingSettings settings, const Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
{}

Result<std::unique_ptr<KeyRing>> KeyRing::open(KeyRingSettings settings, const Clock &clock)
{
    std::unique_ptr<KeyRing> ring(new KeyRing(std::move(settings), clock));
    const auto loaded = ring->reload();
    if (!loaded)
        return loaded.error();
    return ring;
}

Result<> KeyRing::reload()
{
    const std::lock_guard making(m_making);
    auto keys = m_settings.givenKey.isEmpty() ? readDirectory() : readGiven();
    if (!keys)
        return keys.error();
    {
        const std::lock_guard lock(m_mutex);
        m_keys = std::move(*keys);
    }
    retire();
    return {};
}

Result<std::vector<NamedKey>> KeyRing::readGiven() const
{
    const auto key = readKey(m_settings.givenKey, m_settings.givenKeyOpenness);
    if (!key)
        return key.error();
    const QByteArray id =
        m_settings.givenKeyId.isEmpty() ? thumbprint(*key) : m_settings.givenKeyId;
    return std::vector{NamedKey{id, *key}};
}

Result<std::vector<NamedKey>> KeyRing::readDirectory() const
{
    const auto made = makePrivateDirectory(m_settings.directory);
    if (!made)
        return made.error();
    std::vector<NamedKey> keys;
    const QStringList names = QDir(m_settings.directory).entryList({Prefix + u'*' + Suffix});
    for (const QString &name : names) {
        bool isNumber = false;
        const QString number = name.sliced(Prefix.size()).chopped(Suffix.size());
        const std::chrono::milliseconds since(number.toLongLong(&isNumber));
        if (!isNumber)
            continue;
        const auto key = readKey(pathOf(Timestamp(since)));
        if (!key)
            return key.error();
        keys.push_back({thumbprint(*key), *key, Timestamp(since)});
    }
    std::ranges::sort(keys, std::ranges::greater(), &NamedKey::since);
    return keys;
}

QString KeyRing::pathOf(Timestamp since) const
{
    return m_settings.directory + u'/' + Prefix + QString::number(since.time_since_epoch().count())
        + Suffix;
}

Result<NamedKey> KeyRing::signingKey()
{
    const std::lock_guard making(m_making);
    const auto known = newest();
    if (known)
        return *known;
    return makeKey();
}

Result<NamedKey> KeyRing::rotate()
{
    if (!m_settings.givenKey.isEmpty())
        return Error{Error::Kind::Conflict, QLatin1String("key_is_given"),
                     QStringLiteral("The signing key is set by the configuration.")};
    const std::lock_guard making(m_making);
    auto made = makeKey();
    retire();
    return made;
}

Result<NamedKey> KeyRing::makeKey()
{
    const auto key = RsaKey::generate(m_settings.bits);
    if (!key)
        return key.error();
    Timestamp since = m_clock.now();
    const auto previous = newest();
    if (previous) // A clock that stands still must not have one file take another's name.
        since = std::max(since, previous->since + std::chrono::milliseconds(1));
    const auto written = writeKey(pathOf(since), *key);
    if (!written)
        return written.error();
    const NamedKey named{thumbprint(*key), *key, since};
    const std::lock_guard lock(m_mutex);
    m_keys.insert(m_keys.begin(), named);
    return named;
}

void KeyRing::retire()
{
    const std::lock_guard lock(m_mutex);
    const Timestamp now = m_clock.now();
    // The keys after the first one that was replaced long enough ago.
    const auto current = std::ranges::find_if(
        m_keys, [&](const NamedKey &key) { return key.since + m_settings.overlap < now; });
    if (current == m_keys.end())
        return;
    for (auto key = std::next(current); key != m_keys.end(); ++key)
        QFile::remove(pathOf(key->since));
    m_keys.erase(std::next(current), m_keys.end());
}

std::optional<NamedKey> KeyRing::newest() const
{
    const std::lock_guard lock(m_mutex);
    return m_keys.empty() ? std::nullopt : std::optional(m_keys.front());
}

bool KeyRing::hasKey() const
{
    return newest().has_value();
}

std::optional<RsaKey> KeyRing::find(const QByteArray &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_keys, id, &NamedKey::id);
    return found == m_keys.end() ? std::nullopt : std::optional(found->key);
}

QJsonObject KeyRing::toJwks() const
{
    const std::lock_guard lock(m_mutex);
    QJsonArray keys;
    for (const NamedKey &named : m_keys)
        keys.append(toJwk(named.key, named.id));
    return {{QLatin1String("keys"), keys}};
}

} // namespace linnet

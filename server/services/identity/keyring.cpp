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

QString pathIn(const QString &directory, Timestamp since)
{
    return directory + u'/' + Prefix + QString::number(since.time_since_epoch().count()) + Suffix;
}

Result<std::vector<NamedKey>> readGiven(const KeyRingSettings &settings)
{
    const auto key = readKey(settings.givenKey, settings.givenKeyOpenness);
    if (!key)
        return key.error();
    const QByteArray id = settings.givenKeyId.isEmpty() ? thumbprint(*key) : settings.givenKeyId;
    return std::vector{NamedKey{id, *key}};
}

Result<std::vector<NamedKey>> readDirectory(const QString &directory)
{
    const auto made = makePrivateDirectory(directory);
    if (!made)
        return made.error();
    std::vector<NamedKey> keys;
    const QStringList names = QDir(directory).entryList({Prefix + u'*' + Suffix});
    for (const QString &name : names) {
        bool isNumber = false;
        const QString number = name.sliced(Prefix.size()).chopped(Suffix.size());
        const std::chrono::milliseconds since(number.toLongLong(&isNumber));
        if (!isNumber)
            continue;
        const auto key = readKey(pathIn(directory, Timestamp(since)));
        if (!key)
            return key.error();
        keys.push_back({thumbprint(*key), *key, Timestamp(since)});
    }
    std::ranges::sort(keys, std::ranges::greater(), &NamedKey::since);
    return keys;
}

} // namespace

KeyRing::KeyRing(const Clock &clock)
    : m_clock(clock)
{}

Result<std::unique_ptr<KeyRing>> KeyRing::open(KeyRingSettings settings, const Clock &clock)
{
    std::unique_ptr<KeyRing> ring(new KeyRing(clock));
    auto reading = ring->read(std::move(settings));
    if (!reading)
        return reading.error();
    ring->adopt(std::move(*reading));
    return ring;
}

Result<KeyRing::Reading> KeyRing::read(KeyRingSettings settings)
{
    std::unique_lock making(m_making);
    auto keys =
        settings.givenKey.isEmpty() ? readDirectory(settings.directory) : readGiven(settings);
    if (!keys)
        return keys.error();
    return Reading{std::move(settings), std::move(*keys), std::move(making)};
}

void KeyRing::adopt(Reading reading)
{
    m_settings = std::move(reading.settings);
    m_overlap = m_settings.overlap;
    {
        const std::lock_guard lock(m_mutex);
        m_keys = std::move(reading.keys);
    }
    retire();
}

Result<NamedKey> KeyRing::signingKey()
{
    const std::lock_guard making(m_making);
    const auto known = newest();
    if (known)
        return *known;
    const auto key = RsaKey::generate(m_settings.bits);
    return key ? add(*key) : Result<NamedKey>(key.error());
}

//! Whoever is to sign with a key meanwhile does not wait for it.
Result<RsaKey> KeyRing::generate()
{
    int bits = 0;
    {
        const std::lock_guard making(m_making);
        if (const auto allowed = requireOwnKeys(); !allowed)
            return allowed.error();
        bits = m_settings.bits;
    }
    return RsaKey::generate(bits);
}

Result<NamedKey> KeyRing::rotateTo(const RsaKey &key)
{
    const std::lock_guard making(m_making);
    if (const auto allowed = requireOwnKeys(); !allowed)
        return allowed.error();
    auto added = add(key);
    retire();
    return added;
}

Result<NamedKey> KeyRing::rotate()
{
    const auto key = generate();
    return key ? rotateTo(*key) : Result<NamedKey>(key.error());
}

Result<> KeyRing::mayRotate()
{
    const std::lock_guard making(m_making);
    return requireOwnKeys();
}

Result<> KeyRing::requireOwnKeys() const
{
    if (m_settings.givenKey.isEmpty())
        return {};
    return Error{Error::Kind::Conflict, QLatin1String("key_is_given"),
                 QStringLiteral("The signing key is set by the configuration.")};
}

Result<NamedKey> KeyRing::add(const RsaKey &key)
{
    Timestamp since = m_clock.now();
    const auto previous = newest();
    if (previous) // A clock that stands still must not have one file take another's name.
        since = std::max(since, previous->since + std::chrono::milliseconds(1));
    const auto written = writeKey(pathIn(m_settings.directory, since), key);
    if (!written)
        return written.error();
    const NamedKey named{thumbprint(key), key, since};
    const std::lock_guard lock(m_mutex);
    m_keys.insert(m_keys.begin(), named);
    return named;
}

void KeyRing::retire()
{
    const std::lock_guard lock(m_mutex);
    const size_t known = knownKeys().size();
    for (size_t i = known; i < m_keys.size(); ++i)
        QFile::remove(pathIn(m_settings.directory, m_keys[i].since));
    m_keys.erase(m_keys.begin() + std::ptrdiff_t(known), m_keys.end());
}

std::span<const NamedKey> KeyRing::knownKeys() const
{
    // No key after the first one that replaced it long enough ago.
    const Timestamp longAgo = m_clock.now() - m_overlap.load();
    const auto current =
        std::ranges::find_if(m_keys, [&](const NamedKey &key) { return key.since < longAgo; });
    return {m_keys.begin(), current == m_keys.end() ? current : std::next(current)};
}

std::optional<NamedKey> KeyRing::newest() const
{
    const std::lock_guard lock(m_mutex);
    return m_keys.empty() ? std::nullopt : std::optional(m_keys.front());
}

std::vector<KeyListing> KeyRing::list() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<KeyListing> listed;
    for (const NamedKey &key : knownKeys()) {
        KeyListing listing{key.id, key.since};
        if (!listed.empty()) // The one before replaced it.
            listing.until = listed.back().since + m_overlap.load();
        listed.push_back(std::move(listing));
    }
    return listed;
}

std::vector<KeyListing> KeyRing::listAfterRotation() const
{
    const Timestamp now = m_clock.now();
    std::vector<KeyListing> listed = list();
    if (!listed.empty())
        listed.front().until = now + m_overlap.load();
    std::erase_if(listed, [now](const KeyListing &key) { return key.until && *key.until < now; });
    listed.insert(listed.begin(), KeyListing{.id = {}, .since = now});
    return listed;
}

bool KeyRing::hasKey() const
{
    return newest().has_value();
}

std::optional<RsaKey> KeyRing::find(const QByteArray &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto keys = knownKeys();
    const auto found = std::ranges::find(keys, id, &NamedKey::id);
    return found == keys.end() ? std::nullopt : std::optional(found->key);
}

QJsonObject KeyRing::toJwks() const
{
    const std::lock_guard lock(m_mutex);
    QJsonArray keys;
    for (const NamedKey &named : knownKeys())
        keys.append(toJwk(named.key, named.id));
    return {{QLatin1String("keys"), keys}};
}

} // namespace linnet

/** Requests and answers over HTTP, on OkHttp, with bounded waits. */
package io.longshore.oci.registry.http;
